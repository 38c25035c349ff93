"""All registers. A new one is a module with a REGISTER, and its line here."""

from __future__ import annotations

from typing import Final

from app.data.registers import congress, federal_register, govinfo, news_feeds

REGISTERS: Final = {
    register.id: register
    for register in (federal_register.REGISTER, congress.REGISTER, govinfo.REGISTER, news_feeds.REGISTER)
}
