"""The command groups, each a module with `register(subparsers)`; a new group adds its line here."""

GROUPS = (
    "hoiso.cli.serve",
    "hoiso.cli.setup",
    "hoiso.cli.config",
    "hoiso.cli.migrate",
    "hoiso.cli.worker",
    "hoiso.cli.backup",
    "hoiso.cli.update",
    "hoiso.cli.pictures",
    "hoiso.cli.demo",
    "hoiso.cli.units",
    "hoiso.cli.documents",
    "hoiso.cli.members",
    "hoiso.cli.audit",
    "hoiso.cli.bench",
)
