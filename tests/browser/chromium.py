"""Debian's Chromium, driven through chromedriver and the protocol of its own developer tools."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.remote.webelement import WebElement

BINARY, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks for another host is found out, but does not get there.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
DESKTOP, PHONE = (1280, 900), (390, 844)
_PATIENCE = 10.0


@dataclass(slots=True)
class Browser:
    """One window. What a test switches on, `reset` switches off."""

    driver: webdriver.Chrome
    #: The errors of the console and the addresses asked for since `reset`.
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """Give the window its usual size, light colours, a script engine, no memory, and an empty page."""
        if self.driver.current_url.startswith("http"):
            # Two themes of one server read each other's notes.
            self.run("localStorage.clear(); sessionStorage.clear()")
        self.driver.get("about:blank")
        self.resize(*DESKTOP)
        self.emulate()
        self.allow_scripts(allowed=True)
        self.read_logs()
        self.errors.clear()
        self.requests.clear()

    def open(self, address: str) -> None:
        """Load *address* as someone does who follows a link from elsewhere."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401  # whatever the script returns
        """Return what *script* returns."""
        return self.driver.execute_script(script, *arguments)

    def wait_for(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """Return the first value of the expression *script* that is true."""
        end = time.monotonic() + _PATIENCE
        while not (value := self.run(f"return {script}", *arguments)):
            if time.monotonic() > end:
                raise AssertionError(f"never true: {script}")
            time.sleep(0.02)
        return value

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that *selector* names."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """Return the element that *selector* names first."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> None:
        """Press *keys*, one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def command(self, name: str, **parameters: object) -> Any:  # noqa: ANN401
        """Return the answer of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def resize(self, width: int, height: int) -> None:
        """Make the page think that it is shown at this size."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    def emulate(self, media: str = "", scheme: str = "light") -> None:
        """Show the page as on *media* (``print``), for readers who like a ``light`` or a ``dark`` one."""
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.command("Emulation.setEmulatedMedia", media=media, features=features)

    def allow_scripts(self, *, allowed: bool) -> None:
        """Let the scripts of pages run, or not; those of the tests always do."""
        self.command("Emulation.setScriptExecutionDisabled", value=not allowed)

    def read_logs(self) -> None:
        """Take over what the browser has noted."""
        self.errors += [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]  # type: ignore[no-untyped-call]
        for entry in self.driver.get_log("performance"):  # type: ignore[no-untyped-call]
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(self.run("const page = document.scrollingElement; return page.scrollWidth - page.clientWidth"))

    def is_in_view(self, selector: str) -> bool:
        """Return whether the top of an element is on the screen."""
        script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        script += " return box.width > 0 && box.top > -5 && box.top < innerHeight"
        return bool(self.run(script, selector))


@contextmanager
def start(profile: Path) -> Iterator[Browser]:
    """Start a browser that knows nothing yet."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BINARY)
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
