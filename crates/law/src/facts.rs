//! The facts of one order: what the order says and the engines found, as answers to what rules may ask.

mod lines;
mod parties;
mod route;

use std::borrow::Cow;
use std::collections::BTreeMap;

use vocab::{Date, Region, Truth};

use crate::answers::{Codes, Known, Query};
use crate::fact::{Fact, Kind, Scope};
use crate::found::Found;
use crate::found_party::{AddressHit, ListMatch, OwnerFinding, PartyFound};
use crate::keywords::Keywords;
use crate::order::{Address, Authorisation, AuthorisationKind, Order, PartyType, Role, Transaction};

/// All that can be answered about one order.
pub(crate) struct Facts<'a> {
    pub(crate) order: &'a Order,
    pub(crate) found: &'a Found,
    keywords: &'a Keywords,
    answers: BTreeMap<(&'a str, &'a str), &'a str>,
    destination: Codes,
    ship_from: Codes,
    exporters: Codes,
    persons: Codes,
    onward: Codes,
    nodes: Codes,
    route: Codes,
    transit: Codes,
    currency: Codes,
    /// Whether a red flag stands; set once the rules that raise flags have been evaluated.
    pub(crate) flag_raised: Truth,
}

/// A party, or the ship of a leg: what screening looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// The party at this place of `order.parties`.
    Party(usize),
    /// The ship of the leg at this place.
    Vessel(usize),
}

/// What a question is about: as much of it as there is.
#[derive(Clone, Copy, Default)]
pub(crate) struct About<'a> {
    pub(crate) line: Option<usize>,
    pub(crate) who: Option<Who>,
    pub(crate) matched: Option<&'a ListMatch>,
    pub(crate) address: Option<&'a AddressHit>,
    pub(crate) owner: Option<&'a OwnerFinding>,
    pub(crate) leg: Option<usize>,
}

impl<'a> Facts<'a> {
    /// Reads what the order and the engines say.
    pub(crate) fn new(order: &'a Order, found: &'a Found, keywords: &'a Keywords) -> Self {
        let answers = found.signed.answers.iter().map(|answer| {
            let subject = if answer.subject.is_empty() { "order" } else { answer.subject.as_str() };
            ((answer.fact.as_str(), subject), answer.value.as_str())
        });
        let mut facts = Self {
            order,
            found,
            keywords,
            answers: answers.collect(),
            destination: Codes::of(order.destination_country().given().map(|it| it.as_str().to_owned())),
            ship_from: Codes::of(order.ship_from_country().given().map(|it| it.as_str().to_owned())),
            exporters: parties::countries(order, |role| role.is_some_and(Role::sends)),
            persons: parties::persons(order),
            onward: Codes::default(),
            nodes: Codes::default(),
            route: route::countries(order, found),
            transit: Codes::default(),
            currency: currencies(order),
            flag_raised: Truth::No,
        };
        facts.destination = facts.answered_codes(Fact::Destination, facts.destination.clone());
        facts.ship_from = facts.answered_codes(Fact::ShipFrom, facts.ship_from.clone());
        facts.onward = parties::reached(order).join(&facts.destination);
        facts.nodes = facts.onward.clone().join(&facts.persons).join(&facts.route);
        facts.transit = facts.between();
        facts
    }

    /// What is known of `fact` about `about`. A signed answer settles what the order and the engines leave open.
    pub(crate) fn known(&self, fact: Fact, about: About<'_>) -> Known<'_> {
        let known = self.unsigned(fact, about);
        if self.answers.is_empty() || known.is_settled() {
            return known;
        }
        let subject = self.subject_of(fact.scope(), about);
        let Some(value) = self.answers.get(&(fact.name(), subject.as_str())) else {
            return known;
        };
        match fact.kind() {
            Kind::Truth => value.parse().map_or(known, |truth: Truth| Known::truth(truth)),
            Kind::Codes => Known::codes(codes_in(value)),
            Kind::Day => value.parse().map_or(known, |day: Date| Known::Day(Some(day))),
        }
    }

    /// The answer to a flag: what was signed last, else what the order says; `None` where nobody has asked.
    pub(crate) fn flag(&self, id: &str) -> Option<Truth> {
        if let Some(value) = self.answers.get(&(id, "order")) {
            return Some(value.parse().unwrap_or_default());
        }
        let flags = self.order.flags.iter().filter(|flag| flag.id == id);
        flags.filter_map(|flag| flag.answer).reduce(Truth::or)
    }

    /// Whether a flag was answered yes and carries a reason.
    pub(crate) fn is_reasoned(&self, id: &str) -> bool {
        let given = |text: &str| !text.trim().is_empty();
        let flags = self.order.flags.iter().filter(|flag| flag.id == id);
        let own = flags.filter_map(|flag| flag.evidence.as_deref()).any(given);
        let answers = self.found.signed.answers.iter().filter(|answer| answer.fact == id);
        let signed = answers.map(|it| &it.signature).any(|it| given(&it.reason) || given(&it.evidence));
        self.flag(id).is_some_and(Truth::is_yes) && (own || signed)
    }

    /// The reference of what a fact of `scope` is about.
    pub(crate) fn subject_of(&self, scope: Scope, about: About<'_>) -> String {
        let missing = || "order".to_owned();
        match scope {
            Scope::Order | Scope::Flag => missing(),
            Scope::Line => {
                about.line.map_or_else(missing, |place| format!("line {}", self.line_number(place)))
            }
            Scope::Leg => about.leg.map_or_else(missing, |place| format!("leg {}", place + 1)),
            Scope::Party | Scope::Match | Scope::Address | Scope::Owner => match about.who {
                Some(Who::Party(place)) => format!("party {}", place + 1),
                Some(Who::Vessel(place)) => format!("vessel {}", place + 1),
                None => missing(),
            },
        }
    }

    /// Every party and every ship that was screened, with what was found.
    pub(crate) fn screened(&self) -> Vec<(Who, &'a PartyFound)> {
        let parties = self.found.parties.iter().take(self.order.parties.len()).enumerate();
        let parties = parties.map(|(place, found)| (Who::Party(place), found));
        let legs = self.found.legs.iter().take(self.order.legs().len()).enumerate();
        let ships = legs.filter_map(|(place, leg)| Some((Who::Vessel(place), leg.vessel.as_ref()?)));
        parties.chain(ships).collect()
    }

    /// Every authorisation that is claimed, in the order or signed since.
    pub(crate) fn authorisations(&self) -> impl Iterator<Item = &'a Authorisation> {
        let signed = self.found.signed.authorisations.iter().map(|it| &it.authorisation);
        self.order.authorisations.iter().chain(signed)
    }

    /// The number of the line at `place`.
    pub(crate) fn line_number(&self, place: usize) -> u32 {
        let own = self.order.goods.get(place).map_or(0, |goods| goods.line);
        if own == 0 { u32::try_from(place + 1).unwrap_or(u32::MAX) } else { own }
    }

    fn unsigned(&self, fact: Fact, about: About<'_>) -> Known<'_> {
        match fact.scope() {
            Scope::Order => self.of_order(fact),
            Scope::Line => lines::known(self, fact, about),
            Scope::Party => parties::known(self, fact, about),
            Scope::Match => parties::of_match(fact, about),
            Scope::Address => parties::of_address(fact, about),
            Scope::Owner => parties::of_owner(fact, about),
            Scope::Leg => route::known(self, fact, about),
            Scope::Flag => Known::truth(Truth::Unknown),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the facts of other scopes are answered elsewhere")]
    fn of_order(&self, fact: Fact) -> Known<'_> {
        let order = self.order;
        match fact {
            Fact::Transaction => Known::codes(Codes::of(order.transaction.map(Transaction::code))),
            Fact::Destination => Known::Codes(Cow::Borrowed(&self.destination)),
            Fact::Onward => Known::Codes(Cow::Borrowed(&self.onward)),
            Fact::Nodes => Known::Codes(Cow::Borrowed(&self.nodes)),
            Fact::ShipFrom => Known::Codes(Cow::Borrowed(&self.ship_from)),
            Fact::Exporters => Known::Codes(Cow::Borrowed(&self.exporters)),
            Fact::Persons => Known::Codes(Cow::Borrowed(&self.persons)),
            Fact::RouteCountries => Known::Codes(Cow::Borrowed(&self.route)),
            Fact::RouteTransit => Known::Codes(Cow::Borrowed(&self.transit)),
            Fact::PaymentCurrency => Known::Codes(Cow::Borrowed(&self.currency)),
            Fact::RegionEmbargoed => Known::truth(self.region_embargoed()),
            Fact::ClauseDeclared => {
                Known::truth(order.contract.as_ref().and_then(|it| it.no_reexport_clause).unwrap_or_default())
            }
            Fact::ContractDate => Known::Day(order.dates.contract),
            Fact::GoodsGiven => Known::truth(!order.goods.is_empty()),
            Fact::ExporterNamed => Known::truth(parties::any_role(order, Role::sends)),
            Fact::ReceiverNamed => Known::truth(parties::any_role(order, Role::receives)),
            Fact::EndUserNamed => Known::truth(self.end_user_named()),
            Fact::EndUseStated => Known::truth(self.end_use().is_some()),
            Fact::EndUseMilitary => Known::truth(self.military()),
            Fact::EndUseMilitaryIntelligence => {
                Known::truth(self.in_use(&self.keywords.military_intelligence))
            }
            Fact::EndUseRocketOrUav => Known::truth(self.in_use(&self.keywords.rocket_or_uav)),
            Fact::EndUseWmd => Known::truth(self.in_use(&self.keywords.wmd)),
            Fact::ResaleChainKnown => Known::truth(self.resale_chain_known()),
            Fact::FlagRaised => Known::truth(self.flag_raised),
            Fact::UsOwned => Known::truth(parties::us_owned(order)),
            Fact::ExceptionClaimed => {
                Known::truth(self.authorisations().any(|it| it.kind == AuthorisationKind::Exception))
            }
            Fact::LcNamesBankAsConsignee => Known::truth(self.bank_is_consignee()),
            _ => Known::truth(Truth::Unknown),
        }
    }

    fn answered_codes(&self, fact: Fact, own: Codes) -> Codes {
        match self.answers.get(&(fact.name(), "order")) {
            Some(value) if !own.complete => codes_in(value),
            Some(_) | None => own,
        }
    }

    /// Countries of the route that are neither its beginning nor its end.
    fn between(&self) -> Codes {
        let ends =
            |code: &&String| self.destination.known.contains(*code) || self.ship_from.known.contains(*code);
        let known = self.route.known.iter().filter(|code| !ends(code)).cloned().collect();
        Codes { known, complete: self.route.complete }
    }

    fn region_embargoed(&self) -> Truth {
        let order = self.order;
        let region = order.destination.as_ref().and_then(|it| it.region.as_deref());
        let addresses = parties::receivers(order).flat_map(|party| &party.addresses);
        let texts: Vec<String> =
            region.map(str::to_owned).into_iter().chain(addresses.map(Address::one_line)).collect();
        let named: Vec<Region> = texts.iter().filter_map(|text| Region::find(text)).collect();
        let is = |code: &str| self.onward.known.contains(code);
        if named.iter().any(|region| matches!(region, Region::Crimea | Region::Sevastopol))
            && (is("UA") || is("RU"))
        {
            return Truth::Yes;
        }
        let partly_held = |region: &Region| matches!(region, Region::Kherson | Region::Zaporizhzhia);
        if is("UA") && named.iter().any(|region| !partly_held(region)) {
            return Truth::Yes;
        }
        let open = if is("UA") {
            named.iter().any(partly_held) || region.is_none()
        } else {
            is("RU") && !named.is_empty()
        };
        if open || !self.destination.complete { Truth::Unknown } else { Truth::No }
    }

    fn end_use(&self) -> Option<&'a str> {
        let text = self.order.end_use.as_ref()?.text.as_deref()?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Whether the end use, or a receiver's name, speaks of one of `words`.
    fn in_use(&self, words: &[String]) -> Truth {
        let names = parties::receivers(self.order).filter_map(|party| party.name.as_deref());
        if names.chain(self.end_use()).any(|text| Keywords::speak(words, text)) {
            return Truth::Yes;
        }
        if self.end_use().is_some() { Truth::No } else { Truth::Unknown }
    }

    fn military(&self) -> Truth {
        let force = parties::receivers(self.order).any(|party| party.party_type == Some(PartyType::Military));
        Truth::from(force).or(self.in_use(&self.keywords.military))
    }

    fn end_user_named(&self) -> Truth {
        let order = self.order;
        let named = |role: Role| parties::any_named(order, role);
        if named(Role::EndUser) {
            return Truth::Yes;
        }
        let finals = parties::receivers(order).filter(|it| it.role != Some(Role::IntermediateConsignee));
        let types: Vec<Option<PartyType>> = finals.map(|party| party.party_type).collect();
        let uses = |it: &Option<PartyType>| it.is_some_and(|it| it != PartyType::Reseller);
        if types.iter().any(uses) {
            return Truth::Yes;
        }
        if !types.is_empty() && types.iter().all(|it| *it == Some(PartyType::Reseller)) {
            return Truth::No;
        }
        Truth::Unknown
    }

    fn resale_chain_known(&self) -> Truth {
        let resells = |party: &crate::order::Party| party.party_type == Some(PartyType::Reseller);
        if self.end_user_named().is_yes() || !parties::receivers(self.order).any(resells) {
            return Truth::Yes;
        }
        Truth::Unknown
    }

    fn bank_is_consignee(&self) -> Truth {
        let lc = self.order.payment.as_ref().and_then(|it| it.lc.as_ref());
        let Some((bank, consigned)) =
            lc.and_then(|lc| lc.issuing_bank.as_deref().zip(lc.consigned_to.as_deref()))
        else {
            return Truth::No;
        };
        Truth::from(crate::order::same_name(bank, consigned))
    }
}

/// Whether `asked` is about a fact that can only be settled by naming a party in the order, to be screened.
pub(crate) fn wants_a_party(asked: &Query) -> bool {
    matches!(asked, Query::Fact(Fact::EndUserNamed | Fact::ReceiverNamed | Fact::ExporterNamed))
}

fn currencies(order: &Order) -> Codes {
    let stated = order.payment.as_ref().and_then(|it| it.currency.as_deref());
    if let Some(stated) = stated {
        return Codes::of(stated.parse::<vocab::Currency>().ok().map(|it| it.as_str().to_owned()));
    }
    let priced =
        order.goods.iter().filter_map(|goods| goods.value.as_ref()?.currency.parse::<vocab::Currency>().ok());
    let known = priced.map(|it| it.as_str().to_owned()).collect::<std::collections::BTreeSet<_>>();
    let complete = !known.is_empty();
    Codes { known, complete }
}

/// Codes that a person answered with, separated by commas.
fn codes_in(value: &str) -> Codes {
    let codes = value.split(',').map(|code| {
        let code = code.trim();
        let country = code.parse::<vocab::CountryCode>().ok();
        country.map_or_else(|| code.to_owned(), |country| country.as_str().to_owned())
    });
    Codes::all(codes.filter(|code| !code.is_empty()))
}
