"""The registry: a doctor's placement, which they say is wrong, one that they declare, a file that an operator only
looked at, and the commitment that R0B has signed."""

from contracts import Grant
from contracts.registry import PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.authorisation.matrix import DOCTOR, EVERYBODY, OPERATOR, RULED, Row, World, everywhere
from tests.services.driver import an_actor
from tests.services.registry import test_commitments as commitments
from tests.services.registry import test_declarations as declarations
from tests.services.registry import test_enquiries as enquiries
from tests.services.registry.conftest import OPERATOR as OPERATOR_WHO_SENDS
from tests.services.registry.conftest import TRUSTS, Registry
from tests.services.registry.test_commitments import PAPER
from tests.services.registry.test_commitments import WHY as WHY_NO_MORE
from tests.services.registry.test_declarations import THERE
from tests.services.registry.test_declarations import WHY as WHY_NOT
from tests.services.registry.test_disputes import ANSWER, WRONG, Office
from tests.services.registry.test_enquiries import QUESTION
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

_IMPORTERS = frozenset({Role.OPERATOR, Role.DEANERY_ANALYST})
_APPOINTERS = _IMPORTERS | {Role.MEDED_ADMIN}
_OWNER = frozenset({Role.MEDED_ADMIN})
_AT_HOST = frozenset({Role.ROTA_COORDINATOR, Role.COLLEGE_TUTOR, Role.DME, Role.MEDED_ADMIN, Role.TPD})
_RECORDERS = frozenset({Role.ROTA_COORDINATOR, Role.MEDED_ADMIN})
_SIGNERS = frozenset({Role.SENIOR_LEADER, Role.SLRDE})
_BOARD = _SIGNERS | {Role.CHAMPION, Role.RDPL, Role.BOARD_SECRETARY, Role.DEANERY_ANALYST, Role.DEAN}
_OF_NTH001 = {"Programme Number": "NTH001", "Programme End Date": "01/08/2030"}
_JOAN = {"name": "Joan Fry", "email": "joan.fry@nhs.example", "from": "2026-01-01"}
_FILE = {"data": {"kind": "placements"}, "files": {"file": ("a.csv", b"GMC Number\r\n")}}
_NAMES_A_DOCTOR = frozenset({Role.DME, Role.SLRDE, Role.CHAMPION, Role.RDPL, Role.COLLEGE_TUTOR, Role.TPD, Role.DEAN})

ROWS = {
    "rehearse_rule": RULED,
    "state_rule": RULED,
    "import_file": everywhere(_IMPORTERS, **_FILE),
    "list_imports": everywhere(_APPOINTERS),
    "show_import": everywhere(_IMPORTERS),
    "confirm_import": Row(own=_IMPORTERS, whose="sender"),
    "download_corrections": everywhere(_IMPORTERS),
    "download_changes": everywhere(_IMPORTERS),
    "search_people": everywhere(_APPOINTERS | _NAMES_A_DOCTOR, json={"registration": "7000010"}),
    "list_grants": everywhere(OPERATOR),
    "appoint": Row(
        own=_APPOINTERS,
        same=_APPOINTERS,
        other=OPERATOR,
        sends={"json": {"role": "champion", "organisation": "R0B", **_JOAN}},
    ),
    "set_up_deanery": everywhere(OPERATOR, json={"name": "North", "trusts": ["R0B"], "from": "2026-01-01"}),
    "name_successor": everywhere(OPERATOR, json={"successor": "RTD"}),  # who is in hears that R0B is open
    "show_organisation": everywhere(EVERYBODY),
    "show_placement": Row(own=EVERYBODY, same=_AT_HOST | _IMPORTERS, other=_IMPORTERS),
    "list_placements": Row(own=EVERYBODY, same=_AT_HOST | _IMPORTERS, other=_IMPORTERS),
    "my_placements": everywhere(EVERYBODY),
    "my_addresses": Row(own=EVERYBODY),  # the others are in no register
    "choose_address": Row(own=EVERYBODY, sends={"json": {"address": "anna.bell@doctors.example"}}),
    "remove_address": Row(own=EVERYBODY, sends={"json": {"address": "anna.bell@nhs.example"}}),
    "my_adjustments": everywhere(EVERYBODY),
    "write_adjustments": everywhere(EVERYBODY, json={"words": "A room without stairs"}),
    "shown_adjustments": everywhere(EVERYBODY),
    "name_people": everywhere(EVERYBODY),
    "dispute": Row(own=DOCTOR, sends={"json": WRONG}),
    "list_disputes": everywhere(DOCTOR | _OWNER),
    "show_dispute": Row(own=DOCTOR | _OWNER, same=_OWNER),
    "close_dispute": Row(same=_OWNER, sends={"json": ANSWER}),
    "declare": Row(own=EVERYBODY, sends={"json": THERE}),  # the others have no registration
    "list_declarations": everywhere(EVERYBODY),
    "show_declaration": Row(own=EVERYBODY, same=_OWNER),
    "confirm_declaration": Row(same=_OWNER),
    "refuse_declaration": Row(same=_OWNER, sends={"json": WHY_NOT}),
    "record_information": Row(same=_RECORDERS),
    "list_information": everywhere(_RECORDERS),
    "show_information": Row(own=EVERYBODY, same=_AT_HOST | _IMPORTERS, other=_IMPORTERS),
    "miss_information": Row(own=DOCTOR),
    "make_enquiry": Row(same=_RECORDERS, sends={"json": QUESTION}),
    "list_enquiries": everywhere(DOCTOR | _RECORDERS),
    "show_enquiry": Row(own=DOCTOR | _RECORDERS, same=_RECORDERS),
    "answer_enquiry": Row(own=DOCTOR, sends={"json": {"answer": "The second week."}}),
    "sign_commitment": Row(own=_SIGNERS, same=_SIGNERS, sends={"json": PAPER}),
    "renew_commitment": Row(own=_SIGNERS, same=_SIGNERS, sends={"json": PAPER}),
    "withdraw_commitment": Row(own=_SIGNERS, same=_SIGNERS, sends={"json": WHY_NO_MORE}),
    "list_contacts": everywhere(EVERYBODY),
    "list_champions": Row(own=_SIGNERS, same=_SIGNERS),
    "show_commitment": Row(own=_BOARD, same=_BOARD),
    "list_commitments": everywhere(_BOARD),
    "list_vacancies": everywhere(_BOARD),
}


async def world(drive) -> World:
    registry = Registry(await drive("registry"))
    await registry.reports("organisations", TRUSTS)
    await registry.reports("people", csv(sheet(PEOPLE, a_person(**_OF_NTH001))))
    rows = (a_placement(), a_placement(**{"Date From*": "someday"}))
    await registry.brings("placements", csv(sheet(CREATE, *rows)))
    rehearsed = await registry.brings("placements", csv(sheet(CREATE, *rows)), dry_run=True)
    [announced] = await registry.said(PlacementAnnounced)
    placement = announced.placement
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=placement.doctor_id)
    office = Office(registry, doctor, placement.placement_id)
    await registry.employs(Role.MEDED_ADMIN, "Rosa Lund")  # a declaration needs somebody to answer it
    ids = {
        "name": "registry.rota_days",
        "import_id": rehearsed["id"],
        "placement_id": placement.placement_id,
        "doctor_id": placement.doctor_id,
        "person_id": placement.doctor_id,
        "dispute_id": await office.has_disputed(),
        "enquiry_id": await enquiries.Office(registry, doctor, placement.placement_id).asks(),
        "declaration_id": await declarations.Office(registry, doctor).has_declared(grade="Foundation Year 2"),
        "commitment_id": await signed_by_r0b(registry),
        "information": "rota",
        "code": "R0B",
    }
    recorded = {"information": "rota", "on": "2026-11-20", "placements": [str(placement.placement_id)]}
    sends = {
        "name_people": {"json": {"ids": [str(placement.doctor_id)]}},
        "record_information": {"json": recorded},
    }
    people = {"doctor": placement.doctor_id, "sender": OPERATOR_WHO_SENDS.person_id}
    return World(registry.driver, people, ids, sends=sends)


async def signed_by_r0b(registry: Registry) -> str:
    champion = await commitments.appoint_a_champion(registry)
    return await commitments.Office(registry, champion).has_signed()
