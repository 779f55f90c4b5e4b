"""Row policies shared by the tables of work."""

ME = "(SELECT hoiso_officer())"
MY_UNITS = "unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
MY_DESKS = "unit_id = ANY ((SELECT hoiso_reads())::bigint[])"

# Who sees a task without a document: the unit's leaders and desk, and whoever is named on it there.
TASK_SEEN = f"{MY_DESKS} OR ({MY_UNITS} AND {ME} = ANY (people))"
OF_SEEN_TASK = "EXISTS (SELECT FROM work_task t WHERE t.id = task_id)"
