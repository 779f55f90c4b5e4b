"""Face of access: what other parts, the commands and the views may call."""

from hoiso.access.actions.leaving import sign_out, sign_out_device, sign_out_everywhere
from hoiso.access.actions.opening import NewSession
from hoiso.access.actions.sign_in import sign_in

__all__ = ["NewSession", "sign_in", "sign_out", "sign_out_device", "sign_out_everywhere"]
