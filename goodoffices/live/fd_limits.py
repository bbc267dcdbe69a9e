"""How many files and connections the machine lets this process hold open: each stream is one."""

import resource

# Reserved for the database, the pages and the answers that say that no stream is free.
RESERVE = 200
MOST = 1_000_000  # where the machine sets no limit


def most_streams() -> int:
    """So many that whoever opens streams never takes the last descriptor from the record."""
    return max(granted() - RESERVE, 1)


def granted() -> int:
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else min(soft, MOST)


def take_all() -> None:
    """Raise what is granted to what may be: a shell grants 1,024 or 256, made for programs of another age."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for limit in (hard, 65_536, 10_240):  # some machines promise more than they give
        try:
            if limit == resource.RLIM_INFINITY or limit > granted():
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
            return
        except (ValueError, OSError):
            continue
