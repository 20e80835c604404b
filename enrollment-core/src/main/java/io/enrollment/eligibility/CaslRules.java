package io.enrollment.eligibility;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.MessageClass;
import io.enrollment.subject.ConsentKind;
import java.time.LocalDate;
import java.util.Map;
import org.immutables.value.Value;

/**
 * Canada's Anti-Spam Legislation as data: how long which events imply consent, and how which messages are treated. Law
 * moves; a host replaces the built-in table through {@link CheckInput#casl()} without waiting for a release. Immutable.
 */
@Value.Immutable
@ValueStyle
public interface CaslRules {

    /** The day up to which the table is known to follow the law. */
    LocalDate asOf();

    /** Where the table was taken from. */
    String source();

    /** The paragraph on express consent. */
    String expressParagraph();

    /** The events that imply consent; a kind that is not here implies nothing. */
    Map<ConsentKind, ImpliedRule> implied();

    /** The treatment of each class; a class that is not here needs consent. */
    Map<MessageClass, ClassRule> classes();

    /** The treatment of a class. */
    default ClassRule rule(MessageClass messageClass) {
        return classes().getOrDefault(messageClass, CurrentCaslRules.COMMERCIAL);
    }

    /** Checks the texts, and that nothing implies what has a row of its own. */
    @Value.Check
    default void check() {
        Require.text("casl rules source", source(), 1000);
        Require.text("casl rules expressParagraph", expressParagraph(), 200);
        implied()
                .keySet()
                .forEach(kind -> Require.that(
                        kind != ConsentKind.EXPRESS && kind != ConsentKind.WITHDRAWAL && kind != ConsentKind.REFERRAL,
                        "casl rules implied",
                        kind,
                        "be an event that implies consent"));
    }

    /** The built-in table. */
    static CaslRules current() {
        return CurrentCaslRules.TABLE;
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link CaslRules}; not thread-safe. */
    final class Builder extends ImmutableCaslRules.Builder {
        Builder() {}
    }
}
