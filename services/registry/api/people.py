"""People: finding one, what they may do, and appointing them."""

from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from chassis.errors import Forbidden
from chassis.http import Begun, IsoDate, Router
from contracts.vocabulary import Role
from services.registry import policy, store
from services.registry.domain.appointments import AppointmentsRegister, read_appointment, take_appointment
from services.registry.domain.columns import columns_of
from services.registry.domain.record import Rejected
from services.registry.domain.refusals import NotTaken
from services.registry.domain.verdict import Cannot, MayNot

router = Router(prefix="/api/registry", tags=["registry"])


class Search(BaseModel):
    """By one of the three."""

    model_config = ConfigDict(extra="forbid")

    registration: str | None = Field(None, min_length=1, max_length=30)
    email: str | None = Field(None, min_length=3, max_length=254)
    id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> "Search":
        if sum(given is not None for given in (self.registration, self.email, self.id)) != 1:
            raise ValueError("give one of registration, email, id")
        return self


class Found(BaseModel):
    id: UUID
    registration: str | None
    confirmed: bool
    roles: list[Role]


class FoundPage(BaseModel):
    items: list[Found]


class GrantView(BaseModel):
    role: Role
    scope: str | None


class Grants(BaseModel):
    grants: list[GrantView]


class NewAppointment(BaseModel):
    """The columns of the appointments file."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    role: str
    name: str | None = Field(None, max_length=400)
    email: str | None = None
    registration: str | None = None
    organisation: str | None = None
    programme: str | None = None
    starts_on: Annotated[IsoDate | None, Field(alias="from")] = None
    ends_on: Annotated[IsoDate | None, Field(alias="to")] = None
    deputy: StrictBool = False
    contact: str | None = Field(None, max_length=254)
    """A work address, which everybody signed in may read. Left out: as it was; null: none any more."""


class Appointed(BaseModel):
    id: UUID
    person_id: UUID


@router.post("/people/search")
async def search_people(search: Search, work: Begun) -> FoundPage:
    """Who has a registration number, an address or an id. No names: whoever asks knows whom they mean."""
    if search.registration is None and not work.actor.roles & policy.SEARCHES_BY_ANYTHING:
        raise Forbidden("With your role, you find people by their registration number alone.")
    people = await store.find_people(work, person_id=search.id, registration=search.registration, email=search.email)
    held = await store.grants(work, [person["id"] for person in people], on=work.today)
    return FoundPage(
        items=[Found(**person, roles=sorted({g.role for g in held.get(person["id"], ())})) for person in people]
    )


@router.get("/people/{person_id}/grants")
async def list_grants(person_id: UUID, work: Begun, on: date | None = None) -> Grants:
    """The roles held on a day (today), each with the code it is held at."""
    held = (await store.grants(work, [person_id], on=on or work.today)).get(person_id, set())
    ordered = sorted(held, key=lambda grant: (grant.role, grant.scope or ""))
    return Grants(grants=[GrantView(role=grant.role, scope=grant.scope) for grant in ordered])


@router.post("/appointments", status_code=201)
async def appoint(body: NewAppointment, work: Begun) -> Appointed:
    """Appoint somebody, as a row of the appointments file would; it creates the person. Idempotent."""
    said = body.model_dump(by_alias=True, exclude_none=True)
    if "contact" in body.model_fields_set:
        said.setdefault("contact", None)
    header = list(dict.fromkeys([*said, "organisation", "email"]))
    columns = columns_of("appointments", header)
    row = read_appointment(columns, 1, [said.get(name) for name in header])
    if isinstance(row, Rejected):
        raise NotTaken("; ".join(f"{fault.column} {fault.reason}" for fault in row.faults))
    await store.write_alone(work)
    organisations = await store.organisations(work)
    appointer = await store.appointer(work, work.actor, organisations)
    register = AppointmentsRegister(uuid4, work.today, organisations, appointer)
    await store.look_at_appointments(work, register, [row])
    try:
        appointment = take_appointment(row, register).appointment
    except MayNot as no:
        raise Forbidden(no.reason) from None
    except Cannot as no:
        raise NotTaken(f"{columns.name(no.name)} {no.reason}") from None
    await store.keep_appointments(work, register)
    work.say(*register.events)
    return Appointed(id=appointment.id, person_id=appointment.person_id)
