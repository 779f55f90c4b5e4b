"""Why a start, an installation or a command was refused, in one Vietnamese sentence with its cure."""

from hoiso.core.errors import DomainError


class StartRefused(DomainError):
    """The machine is not as it must be; nothing was changed. The command ends with `exit_code`."""

    exit_code = 1


class WrongSetting(StartRefused):
    """An environment variable is unknown or has a value that cannot be used."""

    exit_code = 2


class DiskFull(StartRefused):
    """No room is left for what was to be written."""
