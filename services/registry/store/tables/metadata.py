"""Which tables there are: what the migrations are compared with."""

from sqlalchemy import MetaData

metadata = MetaData()
