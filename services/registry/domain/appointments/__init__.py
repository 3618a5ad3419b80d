"""Appointments: who holds which role where and when; rows of the appointments file."""

from services.registry.domain.appointments.appointment import REACHED, Appointment
from services.registry.domain.appointments.deciding import AppointmentsRegister, Taken, take_appointment
from services.registry.domain.appointments.merging import Merger, merge
from services.registry.domain.appointments.rows import AppointmentRow, read_appointment

__all__ = [
    "REACHED",
    "Appointment",
    "AppointmentRow",
    "AppointmentsRegister",
    "Merger",
    "Taken",
    "merge",
    "read_appointment",
    "take_appointment",
]
