import time, resource, sys
sys.path.insert(0,'/tmp/reg')
import pytest
from tests.services.conftest import *
from tests.services.registry.conftest import registry, TRUSTS, Registry, counts
import xlsxwriter, datetime, io
def build(n, start, wte):
    b=io.BytesIO(); wb=xlsxwriter.Workbook(b,{'constant_memory':True}); ws=wb.add_worksheet()
    d=wb.add_format({'num_format':'dd/mm/yyyy'})
    hdr="Forenames*,TIS Person ID,Surname*,GMC Number,GDC Number,Public Health Number,National Post Number*,Date From*,Date To*,Placement Type*,Placement Status*,Site*,Other Sites,WTE*,Grade*,Specialty1*,Specialty2,Specialty3,Sub specialty,Clinical Supervisor,Educational Supervisor,Comments".split(",")
    ws.write_row(0,0,hdr)
    for i in range(n):
        ws.write_row(i+1,0,["Anna%d"%i,i,"Bell",7000000.0+i,"","",f"NTH/R0B01/030/F2/{i:06d}"])
        ws.write_datetime(i+1,7,start,d); ws.write_string(i+1,8,"01/02/2028")
        ws.write_row(i+1,9,["In Post","CURRENT","SUNDERLAND ROYAL HOSPITAL (R0B01)","",wte,"Foundation Year 2","General (internal) medicine","","","",str(6000000+i%500),str(6000000+i%300),""])
    wb.close(); return b.getvalue()
async def test_perf(registry):
    await registry.reports("organisations", TRUSTS)
    n=75000
    a=build(n, datetime.datetime(2027,8,4),1.0); b=build(n, datetime.datetime(2027,8,11),0.8)
    print('built', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024)
    for f,fl in ((a,{}),(a,{}),(b,{}),(b,{'confirm':True})):
        c0=time.process_time(); t=time.time(); r=await registry.brings("placements", f, **fl); 
        print(r['state'], counts(r['report']), r['reason'], 'wall %.1f cpu %.1f'%(time.time()-t, time.process_time()-c0), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024)
