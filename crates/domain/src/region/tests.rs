use chrono::{DateTime, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::Region;
use crate::lang::Lang;

#[test]
fn there_are_eighty_nine_subjects_and_none() {
    let codes: Vec<&str> = Region::all().map(Region::code).collect();
    assert_eq!(codes.len(), 90);
    assert!(codes.is_sorted_by(|a, b| a < b), "sorted, none twice");
    assert_eq!(codes.first(), Some(&"00"));
}

#[test]
fn a_region_is_found_by_its_code() {
    for region in Region::all() {
        assert_eq!(Region::parse(region.code()), Ok(region));
    }
    assert_eq!(
        Region::parse(" 62 ").unwrap().name(Lang::Ru),
        "Рязанская область"
    );
    assert_eq!(Region::parse("1").unwrap().code(), "01");
    for text in ["", "0x", "80", "99", "062", "620", "Рязань", "6\u{0}2"] {
        assert!(Region::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn every_offset_is_that_of_the_iana_database() {
    for region in Region::all() {
        let zone: Tz = region.zone().parse().unwrap();
        let mut at = Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap();
        let end = Utc.with_ymd_and_hms(2028, 1, 1, 0, 0, 0).unwrap();
        while at < end {
            let expected = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
            assert_eq!(region.offset_at(at), expected, "{region} {at}");
            at += Duration::hours(2);
        }
    }
}

#[test]
fn a_local_day_ends_at_its_last_second() {
    #[track_caller]
    fn check(region: &str, date: (i32, u32, u32), expected: &str) {
        let date = NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap();
        let end = Region::parse(region).unwrap().end_of_day(date);
        assert_eq!(end, expected.parse::<DateTime<Utc>>().unwrap());
    }
    check("77", (2026, 5, 25), "2026-05-25T20:59:59Z");
    check("39", (2026, 5, 25), "2026-05-25T21:59:59Z");
    check("41", (2026, 5, 25), "2026-05-25T11:59:59Z");
    // Volgograd before and after it changed its zone in the night of 27.12.2020.
    check("34", (2020, 12, 26), "2020-12-26T19:59:59Z");
    check("34", (2020, 12, 27), "2020-12-27T20:59:59Z");
}

#[test]
fn local_time_goes_to_utc_and_back() {
    for region in Region::all() {
        let mut at = Utc.with_ymd_and_hms(2020, 12, 20, 0, 30, 0).unwrap();
        for _ in 0..24 * 14 {
            let back = region.to_utc(region.local(at).naive_local());
            let put_back = region.code() == "34" && at - back == Duration::hours(1);
            assert!(back == at || put_back, "{region} {at} {back}");
            at += Duration::hours(1);
        }
    }
}
