package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.enrollment.criteria.Fields;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.eligibility.Reach;
import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.Facts;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Capture;
import io.enrollment.report.Capture.Recorded;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ContactKind;
import io.enrollment.subject.ContactPoint;
import io.enrollment.subject.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes out of one capture what no decision needs. For one use. */
final class Mask {

    private static final String NAME = "Masked";

    private final Capture capture;
    /** The fields that conditions of the plans look at. */
    private final Set<String> compared = new HashSet<>();
    /** Every text in the plans: the name of an attribute that a plan needs is among them. */
    private final Set<String> named = new HashSet<>();

    private final Map<String, String> addresses = new HashMap<>();

    Mask(Capture capture) {
        this.capture = capture;
        for (PlanVersion version : capture.versions()) {
            JsonNode plan = PlanJson.tree(version.plan());
            compared.addAll(plan.findValuesAsText("field"));
            texts(plan);
        }
    }

    private void texts(JsonNode node) {
        if (node.isTextual()) {
            named.add(node.textValue());
        }
        node.forEach(this::texts);
    }

    Capture masked() {
        List<Recorded> decisions = capture.decisions().stream()
                .map(one -> new Recorded(one.seq(), one.entries(), decision(one.decision())))
                .toList();
        Optional<String> name = decisions.stream()
                .map(Recorded::decision)
                .filter(decision -> decision.before().isEmpty())
                .map(decision -> decision.facts().subject().displayName())
                .findFirst();
        List<Recorded> named = decisions.stream()
                .map(one -> new Recorded(one.seq(), one.entries(), named(one.decision(), name)))
                .toList();
        return new Capture(
                capture.capturedAt(), true, named(capture.state(), name), capture.versions(), capture.log(), named);
    }

    /** The name that the state was begun with. */
    private static Enrollment named(Enrollment state, Optional<String> name) {
        return state.toBuilder()
                .subjectName(state.subjectName().map(any -> name.orElse(NAME)))
                .build();
    }

    private static Decision named(Decision decision, Optional<String> name) {
        return decision.of(decision.before().map(state -> named(state, name)), decision.facts());
    }

    private Decision decision(Decision decision) {
        Facts facts = decision.facts();
        Facts.Builder masked = Facts.builder();
        return decision.of(
                decision.before(),
                masked.from(facts)
                        .subject(subject(facts.subject()))
                        .contacts(contacts(facts.contacts()))
                        .build());
    }

    private Subject subject(Subject subject) {
        Subject.Builder masked = Subject.builder();
        Map<String, AttributeValue> attributes = subject.attributes().entrySet().stream()
                .filter(attribute -> named.contains(attribute.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return masked.from(subject)
                .firstName(name(Fields.FIRST_NAME, subject.firstName()))
                .lastName(name(Fields.LAST_NAME, subject.lastName()))
                .name(name(Fields.NAME, subject.name()))
                .contactPoints(subject.contactPoints().stream().map(this::point).toList())
                .attributes(attributes)
                .consents(subject.consents().stream().map(this::consent).toList())
                .build();
    }

    private Optional<String> name(String field, Optional<String> value) {
        return compared.contains(field)
                ? value
                : value.filter(text -> !text.isBlank()).map(any -> NAME);
    }

    private ContactPoint point(ContactPoint point) {
        String field = point.kind() == ContactKind.EMAIL ? Fields.EMAIL : Fields.PHONE;
        return compared.contains(field) || point.value().isBlank()
                ? point
                : new ContactPoint(point.kind(), address(point.value()), point.state());
    }

    private Consent consent(Consent consent) {
        Consent.Builder masked = Consent.builder();
        return masked.from(consent)
                .address(consent.address().map(this::address))
                .referrer(consent.referrer().map(any -> NAME))
                .build();
    }

    private ContactAssessment contacts(ContactAssessment contacts) {
        return ContactAssessment.of(reach(contacts.email()), reach(contacts.text()), reach(contacts.call()));
    }

    private Reach reach(Reach reach) {
        return new Reach(reach.reason(), reach.address().map(this::address), reach.lineType());
    }

    /** Equal addresses stay equal, numbers in whatever form they are written with a country code. */
    private String address(String address) {
        boolean isEmail = address.contains("@");
        String key = isEmail ? address.toLowerCase(Locale.ROOT) : address.replaceAll("[^0-9]", "");
        return addresses.computeIfAbsent(
                key,
                any -> isEmail
                        ? "masked-" + (addresses.size() + 1) + "@example.com"
                        : String.format(Locale.ROOT, "+1416555%04d", 100 + addresses.size() % 100));
    }
}
