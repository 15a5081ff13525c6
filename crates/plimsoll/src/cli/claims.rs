//! `plimsoll claims`: what the release of June 2023 said, with its sources, grades and denials.

use std::fmt::Write as _;

use clap::Args;
use ledger::{Claim, Dossier};

use super::{End, put};
use crate::starter::Starter;

/// Print the claims of the June 2023 release with their sources, grades and denials.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  plimsoll claims\n  plimsoll claims amirabad")]
pub(crate) struct Claims {
    /// Only those about this place (amirabad, makhachkala, alabuga) or with this id.
    about: Option<String>,
}

impl Claims {
    pub(crate) fn run(&self) -> anyhow::Result<End> {
        let starter = Starter::shipped()?;
        let page = page(&starter.claims, self.about.as_deref());
        if page.is_empty() {
            anyhow::bail!("no claim is about `{}`", self.about.as_deref().unwrap_or_default());
        }
        put(&page, None)?;
        Ok(End::Done)
    }
}

/// The page; empty where no claim fits.
fn page(dossier: &Dossier, about: Option<&str>) -> String {
    let fits = |claim: &&Claim| {
        about.is_none_or(|it| {
            claim.id.eq_ignore_ascii_case(it) || claim.about.iter().any(|on| on.eq_ignore_ascii_case(it))
        })
    };
    let claims: Vec<_> = dossier.claims.iter().filter(fits).collect();
    let mut page = String::new();
    if claims.is_empty() {
        return page;
    }
    let line = |page: &mut String, text: String| {
        page.push_str(&text);
        page.push('\n');
    };
    line(&mut page, format!("{} (edition of {})", dossier.title, dossier.edition));
    line(&mut page, "A claim is what somebody said. It is not a finding of ours.".to_owned());
    for claim in claims {
        line(&mut page, String::new());
        line(&mut page, format!("{}  {}", claim.id, claim.says));
        let mut grade = format!("source {}; word {}", claim.reliability.words(), claim.credibility);
        if let Some(likelihood) = claim.likelihood {
            let _ = write!(grade, "; the source calls it {}", likelihood.words());
        }
        line(&mut page, format!("        grade    {grade}; wording {}", claim.checked.words()));
        for source in claim.sources.iter().filter_map(|id| dossier.source(id)) {
            line(&mut page, format!("        said by  {}", cited(source)));
        }
        let origins = dossier.origins(claim).len();
        let plural = if origins == 1 { "one independent origin" } else { "independent origins" };
        line(
            &mut page,
            format!(
                "        origins  {}{plural}",
                if origins == 1 { String::new() } else { format!("{origins} ") }
            ),
        );
        for denial in &claim.denials {
            let words = denial.checked.words();
            line(
                &mut page,
                format!("        denied   {}: {} ({}, {words})", denial.by, denial.says, denial.when),
            );
        }
        for later in &claim.later {
            let publisher = dossier.source(&later.source).map_or("", |it| it.publisher.as_str());
            line(&mut page, format!("        later    {} {} ({publisher})", later.when, later.says));
        }
    }
    page
}

fn cited(source: &ledger::Source) -> String {
    let link = source.link.as_ref().map_or_else(String::new, |link| format!(", {link}"));
    format!("{}: {}, {}{link}", source.publisher, source.title, source.published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_the_route() {
        insta::assert_snapshot!(page(&Starter::shipped().unwrap().claims, Some("J23-04")));
    }

    #[test]
    fn what_no_claim_is_about_gives_no_page() {
        assert_eq!(page(&Starter::shipped().unwrap().claims, Some("Rotterdam")), "");
    }
}
