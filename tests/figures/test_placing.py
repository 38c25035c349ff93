from __future__ import annotations

from itertools import combinations

from app.data.schema import Dataset
from app.figures.placing import DIAMETERS, LABEL_ROW, Placing, label_width, place
from tests.figures.placing_cases import Case, data_cases, edge_cases

Box = tuple[float, float, float, float]  # left, top, right, bottom


def placed(case: Case) -> Placing:
    return place(case.marks, case.lanes, case.first, case.last, case.width)


def mark_boxes(case: Case, placing: Placing) -> list[Box]:
    per_day = case.width / (case.last - case.first)
    boxes = []
    for mark in case.marks:
        if mark.id in placing.heights:
            left, right = ((day - case.first) * per_day for day in (mark.start, mark.end))
            radius, middle, y = (
                DIAMETERS[mark.significance] * placing.scale / 2,
                (left + right) / 2,
                placing.heights[mark.id],
            )
            boxes.append((min(left, middle - radius), y - radius, max(right, middle + radius), y + radius))
    return boxes


def label_boxes(case: Case, placing: Placing) -> list[Box]:
    marks = {mark.id: mark for mark in case.marks}
    boxes = []
    for label in placing.labels:
        x = (label.day - case.first) * case.width / (case.last - case.first)
        length = label_width(marks[label.id])
        left = x - length if label.ends_here else x
        boxes.append((left, label.y - LABEL_ROW / 2, left + length, label.y + LABEL_ROW / 2))
    return boxes


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    slack = 0.01
    return [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    ]


def test_no_two_marks_cover_each_other(published: Dataset) -> None:
    for case in data_cases(published):
        assert overlaps(mark_boxes(case, placed(case))) == [], case.name


def test_no_two_labels_meet(published: Dataset) -> None:
    for case in edge_cases() + data_cases(published):
        assert overlaps(label_boxes(case, placed(case))) == [], case.name


def test_marks_and_labels_stay_in_their_lane(published: Dataset) -> None:
    for case in edge_cases() + data_cases(published):
        lanes = {lane.id: lane for lane in case.lanes}
        placing = placed(case)
        lane_of = {mark.id: lanes[mark.lane] for mark in case.marks}
        for mark, height in placing.heights.items():
            lane = lane_of[mark]
            assert lane.first_row <= height <= lane.first_row + lane.height, case.name
        for label in placing.labels:
            lane = lane_of[label.id]
            assert lane.top <= label.y <= lane.first_row + lane.height * label.inside, case.name


def test_every_mark_in_range_has_its_place(published: Dataset) -> None:
    for case in data_cases(published):
        inside = {mark.id for mark in case.marks if mark.end > case.first and mark.start < case.last}
        assert set(placed(case).heights) == inside


def test_the_most_important_event_of_a_lane_is_labelled(published: Dataset) -> None:
    case = data_cases(published)[0]
    labelled = {label.id for label in placed(case).labels}
    for lane in case.lanes:
        inside = [mark for mark in case.marks if mark.lane == lane.id and case.first <= mark.start <= case.last]
        assert min(inside, key=lambda mark: mark.rank).id in labelled


def test_more_labels_appear_as_the_range_narrows(published: Dataset) -> None:
    shares = []
    for case in [case for case in data_cases(published) if case.width == 1180][::2]:
        placing = placed(case)
        shares.append(len(placing.labels) / len(placing.heights))
    assert shares == sorted(shares)
