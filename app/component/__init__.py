"""The timeline for other programs: a Dash component, a notebook widget, and the payload that both draw."""
