/** The first and the last day, YYYY-MM-DD. */
export type Days = { from: string; to: string };

/** Something beside the events that a search leads to; `place` is the id of the part of that page that is meant, or "". */
export type Find = { lead: string; words: string; query: string; place: string };

/** What a chart shows, with what the status line adds about it. */
export type Payload = import("../timeline/types.js").Chart & { counted?: string };

/** All that a page shows for a view; a part that is null stays as it is. */
export type Answer = {
  query: string;
  understood: string; // the query without what was ignored
  notices: string[];
  tab: string;
  event: string;
  besides: string[];
  step: number;
  range: Days | null;
  status: string;
  counts: Record<string, Record<string, number>>;
  finds: Find[];
  chart: Payload | null;
  list: string | null; // HTML
  listed: Set<string> | null; // of the events on the page those that the list shows
  panel: string | null; // HTML
  plots: Record<string, { data: object[]; layout: Record<string, any> }> | null; // null: those that are there stay
  details: string | Element | null; // HTML, or an article; null for none
};

/** What filters leave: events, and lanes whose counts stay; null for all. */
export type Kept = { kept: Set<string> | null; counted: Set<string> | null };

/** Where answers come from. */
export type Source = {
  read(): string; // the view that the address names
  address(query: string): string; // what leads to a view
  keep(query: string): Kept; // what the page can filter by itself
  days(query: string): Days | null; // that the chart shows; null for those of what the filters leave
  ask(query: string): void; // the answer comes by way of `answered`
  open(answered: (answer: Answer) => void): void;
};
