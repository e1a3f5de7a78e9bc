"""What the pages show is always of the training that is there."""

from pytestqt.qtbot import QtBot

from mfdesk.engine.config import Config, Method
from mfdesk.engine.control import RunControl
from mfdesk.engine.explain import Explanation
from mfdesk.engine.train import train
from mfdesk.gui.document import Document
from mfdesk.gui.insights import Insights
from tests.drive import drive
from tests.gui.edited_document import random_ratings


def test_a_new_model_is_not_explained_by_what_was_found_of_the_last(qtbot: QtBot) -> None:
    """Whoever hears of a training first may ask about it before the pages have heard of it."""
    document, told = Document(), list[Explanation | None]()
    document.changed.connect(lambda _aspect: told.append(insights.explanation(1, 2)))
    insights = Insights(document)
    document.open(random_ratings(12, 9), Config())
    assert document.project is not None
    insights.watch("prediction", True)
    insights.choose_cell(1, 2)
    for epochs in (8, 90):
        config = Config(Method.GIBBS, rank=2, epochs=epochs, held_out=0.0)
        told.clear()
        training = drive(train(document.project.edited.ratings, config, RunControl()))[1]
        document.set_training(training, document.project.edited)
        assert told[0] is None
        qtbot.waitUntil(lambda: insights.explanation(1, 2) is not None)
    assert insights.shutdown()
