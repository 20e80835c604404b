package io.enrollment.plan;

import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import java.util.Optional;
import org.immutables.value.Value;

/** What a message step sends and under which rules. */
@Value.Immutable
@ValueStyle
public interface MessageSettings {

    /** The name of the template that the renderer knows. */
    String template();

    /** What the message is in the eyes of the law. */
    @Value.Default
    default MessageClass messageClass() {
        return MessageClass.COMMERCIAL;
    }

    /** What it is about, for consents and withdrawals that are limited to a topic. */
    Optional<String> topic();

    /**
     * Whether it is relevant to the recipient's business role, which consent by publication or disclosure of the address
     * demands (CASL s.10(9)(b) and (c)). False unless the author says so.
     */
    @Value.Default
    default boolean concernsRole() {
        return false;
    }

    /** What becomes of it when its checks do not pass right before the hand-off. */
    @Value.Default
    default WhenBlocked whenBlocked() {
        return WhenBlocked.SKIP;
    }

    /** Whether the recipient's quiet hours hold it (texts; email has none). */
    @Value.Default
    default boolean quietHours() {
        return true;
    }

    /** What a crash may do to it. */
    @Value.Default
    default DeliveryMode delivery() {
        return DeliveryMode.EFFECTIVELY_ONCE;
    }

    /** Checks the names. */
    @Value.Check
    default void check() {
        Require.text("step template", template(), 500);
        topic().ifPresent(topic -> Require.text("step topic", topic, 200));
    }

    /** Commercial message from this template, with the defaults. */
    static MessageSettings of(String template) {
        Builder builder = builder();
        builder.template(template);
        return builder.build();
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link MessageSettings}; not thread-safe. */
    final class Builder extends ImmutableMessageSettings.Builder {
        Builder() {}
    }
}
