/* The shapes of what the chart's modules hand to each other; types alone, no code. Lengths are pixels, times are days
   since 1970. */

/** One event on the chart.
 * @typedef {object} Mark
 * @property {string} id
 * @property {string} lane
 * @property {number} start the first moment, equal to `end` for a known day
 * @property {number} end
 * @property {1 | 2 | 3} significance 3 is a turning point
 * @property {number} rank 0 is labelled first
 * @property {string} label
 * @property {string} title
 * @property {string} date in words
 * @property {string} direction
 * @property {string} [shape] its own, where the kind of act gives it
 * @property {string} status
 * @property {string} precision of its date: "day", "month", "year" or "interval"
 * @property {boolean} approximate
 * @property {boolean} uncertain
 * @property {boolean} open_ended
 * @property {string[]} [also] further lanes in which it stands
 * @property {string} [of] the id of the event, where this is its mark in a further lane
 * @property {string} draft what is said of it that is no full record yet ("Draft", "Candidate"), or ""
 */

/** What Python says of a lane.
 * @typedef {object} LaneRecord
 * @property {string} id
 * @property {string} name
 * @property {string} side
 * @property {boolean} lead whether the dataset names it as one to open first
 * @property {number} count of all its events
 */

/** A lane with its place.
 * @typedef {object} LanePlace
 * @property {number} top where its rows begin
 * @property {number} height of its rows
 * @property {number} edge where its band begins
 * @property {"open" | "thin" | "folded"} mode
 * @property {number} seen events in sight
 */
/** @typedef {LaneRecord & LanePlace} Lane */

/** @typedef {[earlier: string, later: string, basis: string]} Relation */
/** @typedef {[from: number, to: number]} Days the first morning and the last midnight */

/** What Python sends: app/figures/payload.py.
 * @typedef {object} Chart
 * @property {Record<string, unknown[]>} marks columns of equal length, one for each property of a Mark
 * @property {LaneRecord[]} lanes from top to bottom
 * @property {Record<string, string>} sides the label of each side by its id
 * @property {Record<string, Direction>} directions
 * @property {Record<string, {label: string, fill: string}>} statuses
 * @property {Relation[]} relations
 * @property {Record<string, [start: number, daily: number[]]>} rest events that are only counted, by lane
 * @property {[day: number, length: number, counts: number[]][]} months
 * @property {{id: string, label: string, from: number, to: number, why: string}[]} periods
 * @property {string[]} finding ids of the events that bear the finding
 * @property {Days} covered
 * @property {number | null} today
 * @property {Days} range shown where the reader asks for none
 * @property {Days} whole
 * @property {boolean} isFiltered whether it holds some of the events alone
 * @property {Looks} looks
 */

/** @typedef {{label: string, light: string, dark: string, shape: string, hatched: boolean}} Direction */

/** How marks look: app/theme.py.
 * @typedef {object} Looks
 * @property {Record<string, number>} diameters by significance
 * @property {Record<string, string>} shapes SVG paths of a diameter of 1
 * @property {Record<string, string>} lines the dashes of an arrow by the basis of its relation
 * @property {{days: number, least: number, open: number}} fade
 * @property {number} dimmed the opacity of what is not of a chosen chain
 */

/** Where a mark stands: its left and right edge on the axis of time, its middle, its size.
 * @typedef {object} Spot
 * @property {number} left
 * @property {number} right
 * @property {number} y
 * @property {number} size
 * @property {boolean} holds whether its label stands inside it
 * @property {Spot} [alone] of one of a crowd, whose count stands here: where it would stand by itself
 */

/** A label in its place.
 * @typedef {object} Label
 * @property {string} id
 * @property {string[]} lines
 * @property {number} x
 * @property {number} y the middle of its first line
 * @property {"start" | "end"} anchor
 * @property {boolean} inside whether it stands inside its span
 * @property {number} [from] the middle of its mark, where a leader runs there
 */

/** Events that could not be told apart, and where their count stands.
 * @typedef {{ids: string[], x: number, y: number, width: number}} Crowd */
/** @typedef {{spots: Map<string, Spot>, labels: Label[], crowds: Crowd[]}} Layout */
/** @typedef {{x: number, y: number, size: number}} Ring */

/** All that is to be drawn.
 * @typedef {object} Scene
 * @property {{width: number, height: number}} outer
 * @property {boolean} narrow
 * @property {number} left of the plot
 * @property {number} top of the plot
 * @property {number} width of the plot
 * @property {number} height of the plot
 * @property {Lane[]} lanes
 * @property {Days} range
 * @property {(day: number) => number} x
 * @property {Map<string, Mark>} byId
 * @property {Layout} layout
 * @property {Set<string> | null} chained
 * @property {{basis: string, d: string, head: string}[]} edges
 * @property {{focus: Ring | null, cursor: Ring | null}} rings
 * @property {{day: number, text: string, isYear?: boolean}[]} ticks
 * @property {{x: number, y: number, width: number, height: number}[]} bars of events that are only counted
 * @property {boolean} isEmpty whether nothing is in sight
 * @property {string} [hint] what to do first
 * @property {[day: number, length: number, counts: number[]][]} months
 */

/** How a chart is opened, and what of it can be changed later.
 * @typedef {object} Options
 * @property {Chart} chart
 * @property {Record<string, string>} texts
 * @property {string} event
 * @property {string[]} besides
 * @property {{from: string, to: string} | null} range
 * @property {Set<string> | null} kept
 * @property {Set<string> | null} counted
 * @property {string[]} open
 * @property {number | "window"} height
 * @property {Listeners} on
 */

/** @typedef {object} Listeners
 * @property {(id: string, how: "key" | "pointer") => void} [event]
 * @property {(range: {from: string, to: string}) => void} [range]
 * @property {(id: string) => void} [hover]
 * @property {(sentence: string) => void} [announce]
 * @property {(id: string, isOpen: boolean) => void} [lane]
 * @property {(what: "range" | "filters") => void} [reset]
 * @property {(days: {from: string, to: string}) => void} [crowd] events that no zoom tells apart are to be listed
 * @property {() => void} [settled]
 */

export {};
