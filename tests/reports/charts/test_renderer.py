import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.core.cache import cache
from PIL import Image
from redis.exceptions import ConnectionError as CacheAway

from reports.charts import renderer as module
from reports.charts.renderer import ChartUnavailable, Renderer, name_of, render

ROOT = Path(__file__).resolve().parents[3]
BAR = {
    "data": {"values": [{"a": "x", "b": 1}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "a", "type": "nominal"},
        "y": {"field": "b", "type": "quantitative"},
    },
}


@pytest.fixture
def own():
    """A renderer of its own."""
    one = Renderer()
    yield one
    one.stop()


def child(of: Renderer) -> psutil.Process:
    assert of._process is not None
    return psutil.Process(of._process.pid)


def test_it_draws_one_chart_after_the_other_in_one_process(own: Renderer) -> None:
    first = own.svg(json.dumps(BAR))
    process = child(own)
    second = own.svg(json.dumps(BAR))

    assert first == second
    assert first.startswith("<svg")
    assert child(own) == process
    assert process.pid != os.getpid()


def test_the_process_that_asks_never_loads_the_library() -> None:
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'helpdesk.settings';"
        "django.setup(); from reports.charts.renderer import renderer; import json;"
        f"svg = renderer.svg(json.dumps({BAR!r}));"
        "print(svg[:4], 'vl_convert' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "<svg False\n"


def test_for_mails_a_picture_becomes_pixels_on_white(own: Renderer) -> None:
    half = '<rect width="10" height="4" fill="#f46a25" fill-opacity="0.5"/>'
    png = own.png(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8">{half}</svg>')

    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    assert picture.size == (20, 16)
    assert picture.getpixel((10, 12)) == (255, 255, 255, 255)
    assert picture.getpixel((10, 3)) == pytest.approx((249, 180, 146, 255), abs=2)


def test_a_process_that_was_killed_is_replaced(own: Renderer) -> None:
    own.svg(json.dumps(BAR))
    child(own).kill()
    child(own).wait()

    assert own.svg(json.dumps(BAR)).startswith("<svg")


def test_the_process_ends_with_the_one_that_started_it() -> None:
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'helpdesk.settings';"
        "django.setup(); from reports.charts.renderer import renderer; import json, time;"
        f"renderer.svg(json.dumps({BAR!r}));"
        "print(renderer._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        drawing = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        parent.wait()

    assert psutil.wait_procs([drawing], timeout=10)[1] == []


def test_ctrl_c_is_left_to_the_parent(own: Renderer) -> None:
    own.svg(json.dumps(BAR))
    process = child(own)

    process.send_signal(signal.SIGINT)

    assert own.svg(json.dumps(BAR)).startswith("<svg")
    assert child(own) == process


def test_a_specification_that_cannot_be_drawn_is_refused(own: Renderer) -> None:
    with pytest.raises(ChartUnavailable):
        own.svg(json.dumps({"mark": "nonsense"}))

    assert own.svg(json.dumps(BAR)).startswith("<svg")


def test_no_address_is_fetched(own: Renderer) -> None:
    with pytest.raises(ChartUnavailable):
        own.svg(json.dumps({**BAR, "data": {"url": "http://127.0.0.1:9/data.json"}}))


def test_a_process_that_hangs_is_ended() -> None:
    hanging = Renderer([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.3)
    started = time.monotonic()

    with pytest.raises(ChartUnavailable):
        hanging.svg("x" * 1_000_000)

    assert time.monotonic() - started < 30
    assert hanging._process is None


def test_the_same_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.delete(f"chart:{name_of(BAR)}")
    asked = []
    monkeypatch.setattr(module.renderer, "svg", lambda spec: asked.append(spec) or "<svg/>")

    assert [render(BAR), render(dict(reversed(BAR.items())))] == ["<svg/>", "<svg/>"]
    assert len(asked) == 1


def test_without_a_cache_it_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise CacheAway

    monkeypatch.setattr(module.cache, "get", away)
    monkeypatch.setattr(module.cache, "set", away)
    monkeypatch.setattr(module.renderer, "svg", lambda spec: "<svg/>")

    assert render(BAR) == "<svg/>"
