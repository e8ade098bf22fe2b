//! Deadlines against a second implementation: slow, day by day, on other data.
//!
//! It shares nothing with the first but the rule: working days come from the Python package's file, local time
//! from IANA's zones. Ten thousand appeals are registered at random moments in all regions, asked about, answered
//! late or early, extended.

use std::collections::BTreeSet;

use crate::calendar::{CalendarDay, Calendars};
use crate::{Deadline, DeadlineClass, Region, Rules, Text};
use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

const APPEALS: usize = 10_000;

/// The same every time, so that a failure can be looked at again.
const SEED: u64 = 20_260_401;

/// Sebastiano Vigna's splitmix64: enough for choosing, and no dependency.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// Days on which nobody works, for all and for some regions.
struct World {
    off: BTreeSet<NaiveDate>,
    regional: BTreeSet<(&'static str, NaiveDate)>,
}

impl World {
    fn make(random: &mut Random, regions: &[Region]) -> World {
        let mut off = BTreeSet::new();
        let file = include_str!("../../tests/calendar/working_days.txt");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let (month, digits) = line.split_once(' ').unwrap();
            for (index, digit) in digits.chars().enumerate() {
                if digit == '0' {
                    off.insert(format!("{month}-{:02}", index + 1).parse().unwrap());
                }
            }
        }
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let days = (0..300).map(|_| {
            let date = first + Duration::days(random.below(2_800) as i64);
            (random.one_of(regions).code(), date)
        });
        let regional = days.collect();
        World { off, regional }
    }

    fn rules(&self) -> Rules {
        let days = self.regional.iter().map(|(code, date)| CalendarDay {
            region: Some(Region::parse(code).unwrap()),
            date: *date,
            working: false,
            name: Text::fixed("Праздник региона", "A holiday of the region"),
        });
        Rules {
            calendars: Calendars::new(days, []),
            ..Rules::default()
        }
    }

    fn works(&self, region: Region, date: NaiveDate) -> bool {
        !self.off.contains(&date) && !self.regional.contains(&(region.code(), date))
    }
}

/// What happened to a term: from when, of how many days, until how many days pauses may stretch it.
struct Term {
    region: Region,
    start: DateTime<Utc>,
    days: u32,
    longest: u32,
    pauses: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Walks day by day: a working day is used up, unless the clock stands at its end and there is room to wait.
fn walk(world: &World, term: &Term) -> DateTime<Utc> {
    let zone: Tz = term.region.zone().parse().unwrap();
    let mut left = term.days;
    let mut room = term.longest.saturating_sub(term.days);
    let mut day = term.start.with_timezone(&zone).date_naive();
    loop {
        day = day.succ_opt().unwrap();
        if !world.works(term.region, day) {
            continue;
        }
        let end = day.and_hms_opt(23, 59, 59).unwrap();
        let end = zone
            .from_local_datetime(&end)
            .earliest()
            .unwrap()
            .with_timezone(&Utc);
        // Midnight belongs to the day that begins with it.
        let midnight = end + Duration::seconds(1);
        let stands = term
            .pauses
            .iter()
            .any(|(from, to)| *from < midnight && midnight <= *to);
        if stands && room > 0 {
            room -= 1;
            continue;
        }
        left -= 1;
        if left == 0 {
            return end;
        }
    }
}

#[test]
fn ten_thousand_terms_agree_with_a_walk_through_the_days() {
    let mut random = Random(SEED);
    let regions: Vec<Region> = Region::all().collect();
    let world = World::make(&mut random, &regions);
    let rules = world.rules();
    let longest = u32::from(DeadlineClass::Complex.working_days());
    let (mut paused, mut extended, mut capped) = (0, 0, 0);
    for number in 0..APPEALS {
        // Every region in turn; the last possible term ends within the calendar.
        let region = regions[number % regions.len()];
        let start = Utc
            .timestamp_opt(1_577_900_000 + random.below(240_000_000) as i64, 0)
            .unwrap();
        let class = random.one_of(DeadlineClass::ALL);
        let mut deadline = Deadline::compute(&rules, start, class, region);
        let mut term = Term {
            region,
            start,
            days: u32::from(class.working_days()),
            longest,
            pauses: Vec::new(),
        };
        let mut now = start;
        for _ in 0..random.below(5) {
            now += Duration::seconds(random.below(700_000) as i64);
            if now <= deadline.due_at && random.chance(15) && deadline.can_be_extended(&rules) {
                deadline = deadline.extend(&rules);
                term.days = longest;
                extended += 1;
                continue;
            }
            let until = now + Duration::seconds(random.below(1_500_000) as i64);
            deadline = deadline.pause(now).resume(&rules, until);
            term.pauses.push((now, until));
            now = until;
            paused += 1;
        }
        let expected = walk(&world, &term);
        assert_eq!(
            deadline.due_at, expected,
            "appeal {number}: {region} {class} from {start}, pauses {:?}\n{deadline:?}",
            term.pauses
        );
        capped += u32::from(
            deadline.pauses.iter().map(|p| p.working_days).sum::<u16>() > deadline.added_days(),
        );
    }
    println!("{APPEALS} terms: {paused} pauses, {extended} extensions, {capped} at the limit");
    assert!(
        paused > 10_000 && extended > 500 && capped > 100,
        "the walk met everything"
    );
}
