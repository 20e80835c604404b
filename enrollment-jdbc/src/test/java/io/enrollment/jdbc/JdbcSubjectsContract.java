package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.ContactState;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.subject.SubjectType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ready-made table of subjects does on every database. */
abstract class JdbcSubjectsContract {

    private static final OrganizationId ACME = OrganizationId.of("acme");
    private static final OrganizationId OTHER = OrganizationId.of("other");
    private static final Instant T0 = Instant.parse("2026-03-02T15:00:00.123456Z");

    private JdbcSubjects subjects;

    protected abstract DataSource dataSource();

    @BeforeEach
    void open() {
        subjects = TestDatabase.emptied(dataSource(), JdbcEnrollmentStore.builder(ShardKeyGuard.watching(dataSource())))
                .subjects();
    }

    private static Subject.Builder named(String id, String first, String last) {
        Subject.Builder subject = Subject.person(id);
        subject.firstName(first).lastName(last);
        return subject;
    }

    private static Consent consent(ConsentKind kind, Instant at) {
        Consent.Builder consent = Consent.builder();
        return consent.kind(kind)
                .at(at)
                .channel(ChannelKind.EMAIL)
                .topic("offers “🙂”")
                .endsAt(at.plusSeconds(60))
                .optIn(false)
                .evidence("form 7")
                .build();
    }

    private static Subject full(String id) {
        Subject.Builder subject = named(id, "Zoë", "O'Hara 🙂");
        subject.phone("+1 416 555 0123")
                .addContactPoint(new ContactPoint(
                        io.enrollment.subject.ContactKind.EMAIL, "zoe@example.org", ContactState.BOUNCED))
                .country("CA")
                .region("ON")
                .zone(ZoneId.of("America/Toronto"))
                .locale(Locale.CANADA_FRENCH)
                .deletedAt(T0)
                .attribute("city", "Québec")
                .putAttribute("visits", io.enrollment.subject.AttributeValue.of(12))
                .putAttribute("vip", io.enrollment.subject.AttributeValue.of(true))
                .putAttribute("born", io.enrollment.subject.AttributeValue.of(LocalDate.of(1980, 2, 29)))
                .putAttribute("seen", io.enrollment.subject.AttributeValue.of(T0))
                .putAttribute("tags", io.enrollment.subject.AttributeValue.ofTexts(List.of("a", "b")))
                .addConsents(consent(ConsentKind.EXPRESS, T0), consent(ConsentKind.WITHDRAWAL, T0.plusSeconds(1)))
                .addOptOuts(OptOut.all(T0), new OptOut(Optional.of(ChannelKind.CALL), OptOut.Reason.DNC_NATIONAL, T0));
        return subject.build();
    }

    @Test
    void aNameThatADatabaseCannotHoldIsKeptAsItIsAndFound() {
        Subject odd = named("odd", "Nul\u0000", "Half \ud83d")
                .attribute("note", "a\u0000b")
                .attribute("half", "\ud83d \ude42 \ud83d\ude42")
                .build();
        subjects.put(ACME, List.of(odd, full("other")));
        assertThat(find(ACME, "odd")).contains(odd);
        assertThat(subjects.search(ACME, "nul\u0000 half \ud83d", Optional.empty(), PageRequest.first(5))
                        .items())
                .containsExactly(odd);
        assertThat(audience(Condition.equal("note", "a\u0000b"), 5))
                .extracting(AudienceMember::subject)
                .containsExactly(odd);
    }

    private Optional<Subject> find(OrganizationId organization, String id) {
        return subjects.findAll(organization, Set.of(SubjectId.of(id))).stream().findFirst();
    }

    private List<AudienceMember> audience(Condition when, int pageSize) {
        AudienceRequest request = new AudienceRequest(ACME, PlanId.of("p"), "q", when, T0, ZoneOffset.UTC);
        List<AudienceMember> all = new ArrayList<>();
        Page<AudienceMember> page = subjects.find(request, PageRequest.first(pageSize));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = subjects.find(
                    request, PageRequest.first(pageSize).after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    @Test
    void aSubjectIsReadAsItWasPut() {
        subjects.put(ACME, List.of(full("zoe")));
        assertThat(find(ACME, "zoe")).contains(full("zoe"));
        assertThat(find(ACME, "ZOE")).isEmpty();
        assertThat(find(OTHER, "zoe")).isEmpty();
    }

    @Test
    void puttingAgainTakesThePlaceOfTheProfileAndOnlyAddsToTheLedger() {
        subjects.put(ACME, List.of(full("zoe"), full("zoe")));
        Subject.Builder later = named("zoe", "Zoë", "Smith");
        later.addConsents(consent(ConsentKind.PURCHASE, T0.plusSeconds(2)), consent(ConsentKind.EXPRESS, T0));
        subjects.put(ACME, List.of(later.build()));
        Subject found = find(ACME, "zoe").orElseThrow();
        assertThat(found.displayName()).isEqualTo("Zoë Smith");
        assertThat(found.contactPoints()).isEmpty();
        assertThat(found.consents())
                .extracting(Consent::kind)
                .containsExactly(ConsentKind.EXPRESS, ConsentKind.WITHDRAWAL, ConsentKind.PURCHASE);
        assertThat(found.optOuts()).hasSize(2);
    }

    @Test
    void consentsAndOptOutsAreAddedAndOptOutsLifted() {
        subjects.put(ACME, List.of(named("ann", "Ann", "Lee").build()));
        SubjectId ann = SubjectId.of("ann");
        subjects.consent(ACME, ann, List.of(consent(ConsentKind.EXPRESS, T0), consent(ConsentKind.EXPRESS, T0)));
        subjects.optOut(ACME, ann, OptOut.of(ChannelKind.TEXT, T0));
        subjects.optOut(ACME, ann, OptOut.of(ChannelKind.TEXT, T0.plusSeconds(9)));
        subjects.optOut(ACME, ann, new OptOut(Optional.empty(), OptOut.Reason.DNC_NATIONAL, T0));
        assertThat(find(ACME, "ann").orElseThrow().consents()).hasSize(1);
        assertThat(find(ACME, "ann").orElseThrow().optOuts())
                .containsExactlyInAnyOrder(
                        OptOut.of(ChannelKind.TEXT, T0.plusSeconds(9)),
                        new OptOut(Optional.empty(), OptOut.Reason.DNC_NATIONAL, T0));
        assertThat(subjects.optIn(ACME, ann, Optional.empty())).isZero();
        assertThat(subjects.optIn(ACME, ann, Optional.of(ChannelKind.TEXT))).isEqualTo(1);
        assertThat(find(ACME, "ann").orElseThrow().optOuts()).hasSize(1);
        assertThatThrownBy(() -> subjects.optOut(OTHER, ann, OptOut.all(T0))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> subjects.consent(OTHER, ann, List.of())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theAudienceIsFoundPageByPageWithItsJudgedContactPoints() {
        List<Subject> put = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Subject.Builder subject = named(String.format("s-%02d", i), "Ann", "Lee " + i);
            put.add(subject.email("s" + i + "@example.org")
                    .attribute("city", i % 3 == 0 ? "Toronto" : "Ottawa")
                    .build());
        }
        subjects.put(ACME, put);
        subjects.put(OTHER, List.of(full("s-00")));
        List<Subject> wanted = put.stream()
                .filter(subject ->
                        subject.attributes().containsValue(io.enrollment.subject.AttributeValue.of("Toronto")))
                .toList();
        List<AudienceMember> found = audience(Condition.equal("city", "Toronto"), 4);
        assertThat(found).extracting(AudienceMember::subject).isEqualTo(wanted);
        assertThat(found)
                .allSatisfy(member -> assertThat(member.contacts()).contains(ContactAssessment.of(member.subject())));
        assertThat(audience(new Condition.Everybody(), 25)).hasSize(25);
        AudienceRequest all =
                new AudienceRequest(ACME, PlanId.of("p"), "q", new Condition.Everybody(), T0, ZoneOffset.UTC);
        assertThat(subjects.expected(all)).contains(25L);
    }

    @Test
    void contactPointsThatOtherRulesJudgedAreJudgedAnew() {
        subjects.put(ACME, List.of(full("zoe"), named("ann", "Ann", "Lee").build()));
        TestDatabase.execute(dataSource(), "update enr_subject set judged_by = 'older', reach = '{}'");
        assertThat(audience(new Condition.Everybody(), 10))
                .allSatisfy(member -> assertThat(member.contacts()).isEmpty());
        assertThat(subjects.rejudge(ACME, 1)).isEqualTo(1);
        assertThat(subjects.rejudge(ACME, 10)).isEqualTo(1);
        assertThat(subjects.rejudge(ACME, 10)).isZero();
        assertThat(audience(new Condition.Everybody(), 10))
                .allSatisfy(member -> assertThat(member.contacts()).contains(ContactAssessment.of(member.subject())));
    }

    @Test
    void peopleAreFoundByTheBeginningOfTheirNames() {
        Subject company = Subject.company("c-1").name("Annex & Sons").build();
        subjects.put(
                ACME,
                List.of(
                        named("p-1", "Ann", "Lee").build(),
                        named("p-2", "ann", "Lee").build(),
                        named("p-3", "Bob", "Annan").build(),
                        company));
        PageRequest page = PageRequest.first(2);
        Page<Subject> first = subjects.search(ACME, "ANN", Optional.empty(), page);
        assertThat(first.items()).extracting(one -> one.id().value()).containsExactly("p-1", "p-2");
        Page<Subject> second = subjects.search(
                ACME, "ANN", Optional.empty(), page.after(first.next().orElseThrow()));
        assertThat(second.items()).containsExactly(company);
        assertThat(second.next()).isEmpty();
        assertThat(subjects.search(ACME, "ann", Optional.of(SubjectType.COMPANY), page)
                        .items())
                .containsExactly(company);
        assertThat(subjects.search(ACME, "", Optional.empty(), PageRequest.first(10))
                        .items())
                .hasSize(4);
        assertThat(subjects.search(OTHER, "ann", Optional.empty(), page).items())
                .isEmpty();
    }
}
