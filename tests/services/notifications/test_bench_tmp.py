import time, cProfile, pstats
from uuid import uuid4
from tests.unit.notifications.facts import *
from tests.services.notifications.conftest import *

async def test_bench(notifications):
    doctors=[uuid4() for _ in range(5000)]
    trusts=[f"T{i:02d}" for i in range(40)]
    await notifications.hears(*[a_person(d, email=f"d{i}@example.org") for i,d in enumerate(doctors)])
    coords=[uuid4() for _ in trusts]
    await notifications.hears(*[a_person(c, email=f"c{i}@example.org") for i,c in enumerate(coords)])
    await notifications.hears(*[an_appointment(c, code=t) for c,t in zip(coords,trusts)])
    imp=uuid4()
    door=notifications.driver.running.door
    batches=[]
    for b in range(5):
        evs=[a_change(a_placement(doctor_id=doctors[b*1000+i], host=trusts[i%40]), import_id=imp, changes=(A_SITE_MOVE, CodeChange(field="host", old=trusts[(i+7)%40], new=trusts[i%40]), A_NEW_START)) for i in range(1000)]
        st=[notifications.driver.stamped(e) for e in evs]
        batches.append([notifications.driver.record(e,s) for e,s in zip(evs,st)])
    prof=cProfile.Profile(time.process_time)
    for n,b in enumerate(batches):
        if n==4: prof.enable()
        t=time.perf_counter(); c=time.process_time()
        await door.take(b)
        print(n, round(time.perf_counter()-t,3), round(time.process_time()-c,3))
    prof.disable()
    pstats.Stats(prof).sort_stats("cumtime").print_stats(45)
    async with notifications.driver.begin() as work:
        d=await work.driver()
        print(await d.fetchval("select count(*) from decision"), await d.fetchval("select count(*) from mail"))
    t=time.perf_counter(); c=time.process_time()
    prof=cProfile.Profile(time.process_time); prof.enable()
    while await notifications.driver.run_job("send mail"):
        break
    prof.disable()
    pstats.Stats(prof).sort_stats("cumtime").print_stats(45)
    print("sent", len(notifications.relay.taken), "in", time.perf_counter()-t, "cpu incl. relay", time.process_time()-c)
