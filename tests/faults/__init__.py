"""Faults: named scenarios over the real services, judged from their databases and the log alone.

How to write a scenario
-----------------------
A scenario is a test named after its fault and what must come of it::

    @pytest.mark.fast  # only the few that an ordinary run can afford; all run with --all-faults (make faults)
    async def test_F02_killed_after_the_acks_before_the_delete_sends_again(town: Town) -> None:
        town.start(*OTHERS)                                   # all services of it in one process
        town.start("registry", parts=["api", "jobs"])         # the rest of it in a process of its own
        await town.answers("registry", "leave")               # their APIs listen
        load = Load(town)
        await load.set_up()                                   # trusts, doctors, coordinators, placements: imported
        dying = town.start("registry", parts=["relay"], faults=[Fault("between ack and delete", nth=3)])
        async with load.going_on():                           # files and leave, in the background, until the block ends
            assert await dying.ended() == -signal.SIGKILL
            town.start("registry", parts=["relay"])
        await assert_sound(town, load)                        # at rest in time, every invariant, every promise kept

- ``town`` (fixture): fresh databases, empty topics, a mail folder; nothing runs yet. All it starts ends with it.
  ``town.start(*services, parts=, ordinal=, settings=, faults=, shift=, lease=, mutation=, constants=, prepare=)``
  forks a process (a tenth of a second) that composes the real services; see ``running.Order``. ``async with
  town.running(…)`` ends it with the block. ``Process``: ``kill``, ``freeze``, ``thaw``, ``stop``, ``ended``, ``alive``.
  ``town.ask(service, sql)`` and ``town.value`` query a database; ``town.http(service, *grants, person=)`` is a client.
- ``town.settings``: settings for every service, such as a shorter ``session_timeout_ms``. ``town.links["leave"] =
  {"database": …, "kafka": …}`` leads one service through a proxy (``fairlead.chaos.links``). Both hold for processes
  started afterwards. ``town.post`` is the mail catcher; replace it (and ``smtp_port``) before starting notifications.
- ``running.Fault(at, do, nth, times, seconds)``: places are ``running.POINTS`` (``"between ack and delete"`` …), deeds
  ``running._ACTS``: die, freeze, block, wait, out of order, fenced, deadlock, not serializable, undo. Add your own.
- ``broker``, ``database_server`` (fixtures): ``kill(signal)``; they start again by themselves.
- ``seed`` (fixture, also ``town.seed``; ``town.chance`` is a die of it): all chance comes from it. It is printed with a
  failure, and ``FAULT_SEED=…`` repeats the run.
- ``until(holds, what, within=)`` waits. ``assert_sound`` needs all services running: start again what you have killed.
"""
