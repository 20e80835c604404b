package io.enrollment.engine;

import io.enrollment.enrollment.InboundEvent;
import io.enrollment.enrollment.TextWord;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.Suppression;
import io.enrollment.spi.SuppressionSink;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.util.Optional;

/** Tells the host what it is to remember of an event. Thread-safe. */
final class Suppressions {

    private final SuppressionSink sink;

    Suppressions(SuppressionSink sink) {
        this.sink = sink;
    }

    void tell(OrganizationId organization, SubjectId subject, InboundEvent event) {
        new Telling(organization, subject, event).tell();
    }

    /** One event. */
    private final class Telling {

        private final OrganizationId organization;
        private final SubjectId subject;
        private final InboundEvent event;

        Telling(OrganizationId organization, SubjectId subject, InboundEvent event) {
            this.organization = organization;
            this.subject = subject;
            this.event = event;
        }

        void tell() {
            InboundEvent.What what = event.what();
            if (what instanceof InboundEvent.Bounce bounce) {
                tell(Suppression.Kind.BOUNCED, Optional.of(bounce.channel()), Optional.empty());
            } else if (what instanceof InboundEvent.Complaint complaint) {
                tell(Suppression.Kind.COMPLAINED, Optional.of(complaint.channel()), Optional.empty());
            } else if (what instanceof InboundEvent.Unsubscribe unsubscribe) {
                optOut(unsubscribe.scope());
            } else if (what instanceof InboundEvent.TextReply text) {
                words(TextWord.of(text.words()));
            }
        }

        private void optOut(InboundEvent.Scope scope) {
            Optional<ChannelKind> channel =
                    scope instanceof InboundEvent.Scope.OfChannel of ? Optional.of(of.channel()) : Optional.empty();
            Optional<PlanId> plan =
                    scope instanceof InboundEvent.Scope.OfPlan of ? Optional.of(of.plan()) : Optional.empty();
            tell(Suppression.Kind.OPTED_OUT, channel, plan);
        }

        private void words(TextWord word) {
            if (word == TextWord.STOP) {
                tell(Suppression.Kind.OPTED_OUT, Optional.of(ChannelKind.TEXT), Optional.empty());
            } else if (word == TextWord.START) {
                tell(Suppression.Kind.OPTED_IN, Optional.of(ChannelKind.TEXT), Optional.empty());
            }
        }

        private void tell(Suppression.Kind kind, Optional<ChannelKind> channel, Optional<PlanId> plan) {
            sink.accept(new Suppression(organization, subject, kind, channel, plan, event.id(), event.at()));
        }
    }
}
