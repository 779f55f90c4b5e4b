"""{% kept %}: parts of a page that are drawn once for the same values and then kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

register = template.Library()

_MOST = 4_096  # parts kept in a process, most of them about 1 KB
_LONGEST = 20_000  # characters of a part that is kept: nobody fills the memory with long ones
_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


class KeptNode(template.Node):
    """Sees nothing but the values given to it, so what it draws depends on nothing else."""

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.given = given

    def render(self, context: template.Context) -> SafeString:
        """The kept drawing for these values; TypeError when one of them cannot be a key."""
        values = {name: expression.resolve(context) for name, expression in self.given.items()}
        key = (self, *(_key(value) for value in values.values()))
        with _lock:
            drawing = _kept.get(key)
            if drawing is not None:
                _kept.move_to_end(key)
                return drawing
        alone = template.Context(values)
        alone.template = page = context.template
        assert page is not None  # a node is drawn in a template
        with alone.render_context.push_state(page):
            drawing = self.nodelist.render(alone)
        if len(drawing) > _LONGEST:
            return drawing
        with _lock:
            _kept[key] = drawing
            if len(_kept) > _MOST:
                _kept.popitem(last=False)
        return drawing


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept row=row today=today %}…{% endkept %}: drawn once for the same values.

    The values must be hashable and never change (frozen dataclasses, days, words), or have `kept_by`;
    lists and dictionaries of such values are told by what they hold.
    Nothing else of the page is seen inside: neither the request nor the person who asks.
    """
    name, *words = token.split_contents()
    given: dict[str, Any] = token_kwargs(words, parser)
    if words or not given:
        raise template.TemplateSyntaxError(f"{name} takes name=value, at least one")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, given)


def _key(value: Any) -> Hashable:
    if isinstance(value, list | tuple):
        return (type(value), *map(_key, value))
    if isinstance(value, dict):
        return (dict, *((name, _key(held)) for name, held in value.items()))
    told: Callable[[], Hashable] | None = getattr(value, "kept_by", None)
    # 1, 1.0 and True are equal, but read differently.
    return (type(value), value if told is None else told())
