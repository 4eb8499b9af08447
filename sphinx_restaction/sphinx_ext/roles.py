"""The roles ``rest:op``, ``rest:action``, ``rest:param`` and ``rest:status``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sphinx.roles import XRefRole

from sphinx_restaction.sphinx_ext.names import canonical, last_part
from sphinx_restaction.sphinx_ext.objects import OBJECT_TYPES

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.sphinx_ext.domain import RestDomain


class RestRole(XRefRole):
    """A role that names an object; a ``~`` before the name shows the last part of it alone."""

    #: As Sphinx's, but there is a blank before the ``<``: the path of ``GET /notes/<note_id>`` ends with a ``>``, too.
    explicit_title_re = re.compile(r"^(.+)\s+(?<!\x00)<(.*)>$", re.DOTALL)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001  # Sphinx's signature
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Return the text of the link, and the name in the form that inventories have."""
        domain = cast("RestDomain", env.get_domain(self.refdomain))
        domain.note_link(env.docname)
        # intersphinx would put its own text in the place of ours.
        refnode["refexplicit"] = True
        short = target.startswith("~")
        target = target.removeprefix("~")
        if short and not has_explicit_title:
            title = last_part(target)
        return title, canonical(target)


ROLES = {role: RestRole(warn_dangling=True) for kind in OBJECT_TYPES.values() for role in kind.roles}
