"""The leash: run as a script, it ties a child to its supervisor, drops root if asked, and becomes the program.

A script of its own, because code between fork and exec must not run in a process that has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522


def drop_root(libc: ctypes.CDLL, uid: int, gid: int) -> None:
    """Become `uid`, keeping of root's powers only the one to pass folders such as /root.

    PostgreSQL refuses to run as root, yet the data or the binaries may lie below a folder that only root can enter.
    Where root does not have that power itself (a container without it), the program runs without.
    """
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    kept = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, kept, 0, 0, 0)  # effective, permitted, inheritable; then the upper halves
    if libc.capset(header, sets) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def main(parent: int, death_signal: int, uid: int, gid: int, program: list[str]) -> None:
    """Exec `program` so that it gets `death_signal` when `parent` dies; uid 0 means: stay who you are."""
    libc = ctypes.CDLL(None, use_errno=True)
    os.setpgid(0, 0)  # Ctrl-C is for the supervisor, which stops its children in order
    if uid:
        drop_root(libc, uid, gid)
    libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)  # after the change of user, which would clear it
    if os.getppid() != parent:  # it died before the leash was on
        os.kill(os.getpid(), signal.SIGKILL)
    os.execv(program[0], program)  # noqa: S606 - a shell is what we do not want


if __name__ == "__main__":
    supervisor, at_its_death, user, group = map(int, sys.argv[1:5])
    main(supervisor, at_its_death, user, group, sys.argv[5:])
