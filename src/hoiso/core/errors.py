"""What an action says when it will not do what was asked."""


class DomainError(Exception):
    """A refusal told to the person in Vietnamese: what is wrong and what to do.

    `sentence` is shown as it stands; `field` names the form field it belongs to, or None
    when it concerns the whole form. Caught once, in the view.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(DomainError):
    """The officer's post does not carry the right; the page answers 403."""


class NotThere(DomainError):
    """The thing does not exist, or is outside the officer's scope: the two look the same."""
