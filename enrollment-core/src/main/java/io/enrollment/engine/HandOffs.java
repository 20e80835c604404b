package io.enrollment.engine;

import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.Outcome;
import io.enrollment.enrollment.TextSegments;
import io.enrollment.internal.Fatal;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import io.enrollment.spi.ActionCall;
import io.enrollment.spi.ActionHandler;
import io.enrollment.spi.Channel;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.FrozenMessage;
import io.enrollment.spi.MessageRenderer;
import io.enrollment.spi.MissingVariableException;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.RenderedMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done outside: renders and hands off messages, runs actions; whatever goes wrong becomes an outcome. */
final class HandOffs {

    private static final Logger LOG = LoggerFactory.getLogger(HandOffs.class);

    private final Map<ChannelKind, Channel> channels;
    private final Map<String, ActionHandler> actions;
    private final MessageRenderer renderer;
    private final OtherPlans otherPlans;
    private final Function<OrganizationId, Optional<OneClickUnsubscribe>> oneClick;

    HandOffs(
            Map<ChannelKind, Channel> channels,
            Map<String, ActionHandler> actions,
            MessageRenderer renderer,
            OtherPlans otherPlans,
            Function<OrganizationId, Optional<OneClickUnsubscribe>> oneClick) {
        this.oneClick = oneClick;
        this.otherPlans = otherPlans;
        this.channels = Map.copyOf(channels);
        this.actions = Map.copyOf(actions);
        this.renderer = renderer;
    }

    Optional<Channel> channel(ChannelKind kind) {
        return Optional.ofNullable(channels.get(kind));
    }

    /** Starts what a transition asked for. The future never fails. */
    CompletableFuture<Outcome> start(Work work) {
        Effect effect = work.transition().effect();
        if (effect instanceof Effect.HandOff handOff) {
            return send(work, handOff);
        }
        return CompletableFuture.completedFuture(
                effect instanceof Effect.EnrollIn enrollIn
                        ? otherPlans.enroll(work, enrollIn)
                        : run(work, (Effect.RunAction) effect));
    }

    /** The outcome, or that it is not known when it does not come in time. */
    static Outcome await(CompletableFuture<Outcome> future, Duration atMost) throws InterruptedException {
        try {
            return future.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new Outcome.Unknown("no answer within the time allowed");
        } catch (ExecutionException failed) {
            return outcomeOf(failed);
        }
    }

    /** What has to be stored of a message before it is handed off; empty when nothing has. */
    Optional<Freeze> freeze(Work work) {
        if (!(work.transition().effect() instanceof Effect.HandOff handOff)
                || channel(handOff.step().channel())
                        .filter(Channel::freezesPayload)
                        .isEmpty()) {
            return Optional.empty();
        }
        Optional<FrozenMessage> message =
                rendered(work, handOff.step()).map(content -> new FrozenMessage(handOff.address(), content));
        return Optional.of(new Freeze(work.claim().lease(), handOff.key(), message, !work.mayHaveLeftBefore()));
    }

    /** The words, unless they cannot be made any more; if nothing is stored either, the hand-off will say why. */
    private Optional<RenderedMessage> rendered(Work work, Step.Message step) {
        try {
            return Optional.of(render(work, step));
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            LOG.debug("a message cannot be rendered", failed);
            return Optional.empty();
        }
    }

    private CompletableFuture<Outcome> send(Work work, Effect.HandOff handOff) {
        Channel channel = channels.get(handOff.step().channel());
        if (channel == null) {
            String message = "there is no channel for " + handOff.step().channel();
            return CompletableFuture.completedFuture(new Outcome.Failed("CHANNEL_MISSING", message, Optional.empty()));
        }
        FrozenMessage message;
        try {
            message = work.frozen().orElseGet(() -> new FrozenMessage(handOff.address(), render(work, handOff.step())));
        } catch (MissingVariableException missing) {
            return rejected("VARIABLE_MISSING", describe(missing));
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            return rejected("RENDERING_FAILED", describe(failed));
        }
        FrozenMessage leaving = message;
        return handOver(channel, message(work, handOff, leaving))
                .thenApply(outcome -> counted(outcome, leaving, handOff));
    }

    /** Carriers count and charge texts by their segments. */
    private static Outcome counted(Outcome outcome, FrozenMessage message, Effect.HandOff handOff) {
        return outcome instanceof Outcome.Accepted accepted && handOff.step().channel() == ChannelKind.TEXT
                ? new Outcome.Accepted(
                        accepted.reference(),
                        TextSegments.count(message.content().body()))
                : outcome;
    }

    private static CompletableFuture<Outcome> handOver(Channel channel, OutboundMessage message) {
        try {
            return channel.send(message)
                    .toCompletableFuture()
                    .thenApply(outcome -> given(outcome, "the channel gave no outcome"))
                    .exceptionally(HandOffs::outcomeOf);
        } catch (RuntimeException | Error thrown) {
            Fatal.rethrow(thrown);
            return CompletableFuture.completedFuture(outcomeOf(thrown));
        }
    }

    /** What a host must not leave out, whatever its language lets it do. */
    private static <T> T given(T answer, String otherwise) {
        return Objects.requireNonNull(answer, otherwise);
    }

    private RenderedMessage render(Work work, Step.Message step) {
        Plan plan = work.version().plan();
        Organization organization = work.facts().organization();
        RenderedMessage content = given(
                renderer.render(step, work.facts().subject(), plan, organization), "the renderer gave no message");
        boolean needsWayOut =
                step instanceof Step.Email && step.message().messageClass().solicits();
        return needsWayOut
                ? oneClick.apply(organization.id())
                        .map(way -> withHeaders(content, way.headers(about(work, plan), firstTry(work))))
                        .orElse(content)
                : content;
    }

    private static OneClickUnsubscribe.Verified about(Work work, Plan plan) {
        return new OneClickUnsubscribe.Verified(
                work.facts().organization().id(),
                work.facts().subject().id(),
                Optional.of(plan.id()),
                ChannelKind.EMAIL);
    }

    /** The day of the first try: what is handed off again has the same content. */
    private static Instant firstTry(Work work) {
        Instant claimed = work.claim().firstClaimedAt();
        return work.claim()
                .enrollment()
                .unsettledHandOff()
                .filter(claimed::isAfter)
                .orElse(claimed)
                .truncatedTo(ChronoUnit.DAYS);
    }

    /** Takes the place of a plain List-Unsubscribe; a template that offers one click by itself is left as it is. */
    private static RenderedMessage withHeaders(RenderedMessage content, Map<String, String> headers) {
        if (content.headers().keySet().stream().anyMatch("List-Unsubscribe-Post"::equalsIgnoreCase)) {
            return content;
        }
        Map<String, String> all = new HashMap<>(content.headers());
        all.keySet().removeIf("List-Unsubscribe"::equalsIgnoreCase);
        all.putAll(headers);
        return new RenderedMessage(content.subjectLine(), content.body(), all);
    }

    private static OutboundMessage message(Work work, Effect.HandOff handOff, FrozenMessage message) {
        return new OutboundMessage(
                handOff.key(),
                work.facts().organization(),
                work.version().id(),
                work.claim().enrollment().id(),
                work.facts().subject().id(),
                handOff.step(),
                message.address(),
                message.content());
    }

    private Outcome run(Work work, Effect.RunAction effect) {
        ActionHandler handler = actions.get(effect.step().action());
        if (handler == null) {
            String message = "there is no action " + effect.step().action();
            return new Outcome.Failed("ACTION_MISSING", message, Optional.empty());
        }
        try {
            ActionCall call = new ActionCall(
                    effect.key(),
                    work.facts().organization().id(),
                    work.version().id(),
                    work.claim().enrollment().id(),
                    work.facts().subject(),
                    effect.step().parameters());
            return given(handler.run(call), "the action gave no outcome");
        } catch (RuntimeException | Error failed) {
            Fatal.rethrow(failed);
            // The handler recognizes a repetition by the key, so that a failure of any kind may be tried again.
            return new Outcome.Failed("ACTION_FAILED", describe(failed), Optional.empty());
        }
    }

    private static CompletableFuture<Outcome> rejected(String reason, String message) {
        return CompletableFuture.completedFuture(new Outcome.Rejected(reason, message));
    }

    private static Outcome outcomeOf(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof NotHandedOffException
                ? new Outcome.Failed("NOT_HANDED_OFF", describe(cause), Optional.empty())
                : new Outcome.Unknown(describe(cause));
    }

    private static String describe(Throwable thrown) {
        return thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    }
}
