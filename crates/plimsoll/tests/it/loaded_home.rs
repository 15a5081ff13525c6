//! Homes with real lists in them, each loaded once for the whole run and copied by whoever writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::data_folder;
use crate::program::{Home, copy_folder};

/// A home with lists, as the cases name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loaded {
    /// Nothing but the starter set.
    Starter,
    /// The Consolidated Screening List of July 2026, which has no addresses, numbers and dates.
    Csl,
    /// The official CSV of November 2023, as far as it goes: 4,226 rows with dates.
    Csl2023,
    /// Every kind of list that the data folder holds, in its newest version.
    World,
}

impl Loaded {
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "starter" => Self::Starter,
            "csl" => Self::Csl,
            "csl-2023" => Self::Csl2023,
            "world" => Self::World,
            other => panic!("no home is called `{other}`"),
        }
    }

    /// The kinds of it, with their files and days.
    fn files(self) -> &'static [(&'static str, &'static str, &'static str)] {
        const CSL: (&str, &str, &str) =
            ("us-csl", "csl/2026-07-31_screening-list_derived.json.zst", "2026-07-31");
        match self {
            Self::Starter | Self::Csl2023 => &[],
            Self::Csl => &[CSL],
            Self::World => &[
                CSL,
                ("eu-oj", "eu/oj-annexes/consolidated", "2026-08-02"),
                ("un-sc", "un/2026-08-01/consolidated.xml.zst", "2026-08-01"),
                ("au-dfat", "au/2026-08/regulation8_consolidated.xlsx", "2026-08-02"),
                ("uk-conlist", "uk/2022-05/ConList.xlsx", "2022-05-04"),
                ("ca-sema", "ca/2022-05/sema-lmes.xml.zst", "2022-05-31"),
                ("ua-gur-ships", "ua/gur_vessels_master.csv.zst", "2026-06-12"),
            ],
        }
    }

    /// A copy of it; `None` where the data folder is missing.
    pub(crate) fn home(self) -> Option<Home> {
        self.shared().map(|path| Home::copy_of(&path))
    }

    /// The home itself, for commands that only read.
    pub(crate) fn shared(self) -> Option<PathBuf> {
        static HOMES: [OnceLock<Option<PathBuf>>; 4] = [const { OnceLock::new() }; 4];
        HOMES[self as usize].get_or_init(|| self.load()).clone()
    }

    fn load(self) -> Option<PathBuf> {
        // In the target folder, and the same at each run: nothing is left behind elsewhere.
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("home-{self:?}"));
        drop(fs::remove_dir_all(&path));
        let home = Home::new();
        for (kind, file, day) in self.files() {
            let file = data_folder::path(file)?;
            let arguments = ["lists", "load", kind, file.to_str()?, "--effective", day];
            let ran = home.run(&arguments);
            assert_eq!(ran.status, Some(0), "{arguments:?}: {}{}", ran.text(), ran.said);
        }
        if self == Self::Csl2023 {
            let bytes = data_folder::content("csl/watchman_csl_2_7MB.csv.zst")?;
            // The file ends inside of a row.
            let whole = bytes.iter().rposition(|&byte| byte == b'\n')? + 1;
            home.file("consolidated.csv", bytes.get(..whole)?);
            home.run(&["lists", "load", "us-csl", "consolidated.csv", "--effective", "2023-11-30"]).ended(0);
        }
        // Opening makes a home where there was none.
        home.run(&["lists", "status"]).ended(0);
        copy_folder(&home.path(), &path);
        Some(path)
    }
}
