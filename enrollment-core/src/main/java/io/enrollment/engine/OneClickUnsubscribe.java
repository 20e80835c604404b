package io.enrollment.engine;

import io.enrollment.enrollment.InboundEvent;
import io.enrollment.internal.Require;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-click unsubscribe (RFC 8058): the headers of an email, and the verifier of what comes back. The host puts an endpoint
 * behind the URI that unsubscribes on POST, and only on POST, and tells the engine ({@link Verified#event}).
 *
 * <p>The URI ends in a token, signed with HMAC-SHA256, that says who unsubscribes from what and until when it holds; it holds
 * no address. A token that was changed, or is of somebody else's keys, does not verify. Immutable and thread-safe.
 */
public final class OneClickUnsubscribe {

    /** How long tokens hold unless told otherwise: twice what CASL s.11(2) asks for. */
    public static final Duration USUAL_LIFE = Duration.ofDays(120);

    private static final Duration SHORTEST_LIFE = Duration.ofDays(60);
    private static final int SHORTEST_KEY = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "1";

    private final String uri;
    private final Duration life;
    private final String newestKey;
    private final Map<String, byte[]> keys;

    private OneClickUnsubscribe(String uri, Duration life, String newestKey, Map<String, byte[]> keys) {
        this.uri = uri;
        this.life = life;
        this.newestKey = newestKey;
        this.keys = keys;
    }

    /**
     * What a token says.
     *
     * @param organization the tenant
     * @param subject who unsubscribes
     * @param plan from which plan only; empty for the channel
     * @param channel from which channel
     */
    public record Verified(OrganizationId organization, SubjectId subject, Optional<PlanId> plan, ChannelKind channel) {

        /**
         * The event to tell the engine of.
         *
         * @param id the same for every POST of the same token, such as a hash of it
         * @param at when the POST came
         */
        public InboundEvent event(String id, Instant at) {
            InboundEvent.Scope scope = plan.<InboundEvent.Scope>map(InboundEvent.Scope.OfPlan::new)
                    .orElseGet(() -> new InboundEvent.Scope.OfChannel(channel));
            return new InboundEvent(
                    id, at, new InboundEvent.About.Somebody(subject), new InboundEvent.Unsubscribe(scope));
        }
    }

    /**
     * With the URI that tokens are put behind, and the first key.
     *
     * @param uri an https URI of printable ASCII without fragment, such as {@code https://acme.example/u/}
     * @param keyName names the key in tokens; 1 to 20 letters and digits
     * @param key at least 32 bytes of chance
     */
    public static OneClickUnsubscribe at(String uri, String keyName, byte[] key) {
        Require.that(
                uri.matches("https://[!-~&&[^#<>,]]{1,500}"),
                "unsubscribe uri",
                uri,
                "be an https URI without fragment");
        return new OneClickUnsubscribe(uri, USUAL_LIFE, keyName, added(Map.of(), keyName, key));
    }

    /** With one more key, by which tokens are signed from now on; those of the other keys still verify. */
    public OneClickUnsubscribe rotatedTo(String keyName, byte[] key) {
        return new OneClickUnsubscribe(uri, life, keyName, added(keys, keyName, key));
    }

    /** With tokens that hold for so long, at least 60 days. */
    public OneClickUnsubscribe holding(Duration time) {
        Require.that(
                time.compareTo(SHORTEST_LIFE) >= 0, "unsubscribe life", time, "be at least 60 days (CASL s.11(2))");
        return new OneClickUnsubscribe(uri, time, newestKey, keys);
    }

    private static Map<String, byte[]> added(Map<String, byte[]> keys, String name, byte[] key) {
        Require.that(name.matches("[A-Za-z0-9]{1,20}"), "key name", name, "be 1 to 20 letters and digits");
        Require.that(!keys.containsKey(name), "key name", name, "be new");
        Require.that(key.length >= SHORTEST_KEY, "key length", key.length, "be at least 32 bytes");
        Map<String, byte[]> more = new LinkedHashMap<>(keys);
        more.put(name, key.clone());
        return more;
    }

    /** The two headers of an email to this subject, sent now. */
    public Map<String, String> headers(Verified about, Instant now) {
        return Map.of(
                "List-Unsubscribe",
                "<" + uri + token(about, now.plus(life)) + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click");
    }

    /** A token that holds until then, to the second. */
    public String token(Verified about, Instant expiresAt) {
        return token(newestKey, content(about, expiresAt));
    }

    private String token(String keyName, byte[] content) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signature = encoder.encodeToString(sign(keyName, content));
        return VERSION + "." + keyName + "." + encoder.encodeToString(content) + "." + signature;
    }

    /** What a token says; empty when it is none of ours, was changed, or does not hold any more. */
    public Optional<Verified> verify(String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION) || !keys.containsKey(parts[1])) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(parts[2]);
            byte[] expected = token(parts[1], content).getBytes(StandardCharsets.UTF_8);
            boolean ours = MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), expected);
            return ours ? read(content, now) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Each part with its length before it, so that no two contents have the same bytes. */
    private static byte[] content(Verified about, Instant expiresAt) {
        List<byte[]> parts = new ArrayList<>();
        for (String part : List.of(
                Long.toString(expiresAt.getEpochSecond()),
                about.organization().value(),
                about.subject().value(),
                about.plan().map(PlanId::value).orElse(""),
                about.channel().name())) {
            parts.add(part.getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer content = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> part.length + Short.BYTES).sum());
        parts.forEach(part -> content.putShort((short) part.length).put(part));
        return content.array();
    }

    /** Only for contents whose signature was verified, which are well formed. */
    private static Optional<Verified> read(byte[] signed, Instant now) {
        ByteBuffer content = ByteBuffer.wrap(signed);
        long expiresAt = Long.parseLong(part(content));
        if (now.getEpochSecond() >= expiresAt) {
            return Optional.empty();
        }
        OrganizationId organization = OrganizationId.of(part(content));
        SubjectId subject = SubjectId.of(part(content));
        Optional<PlanId> plan =
                Optional.of(part(content)).filter(text -> !text.isEmpty()).map(PlanId::of);
        return Optional.of(new Verified(organization, subject, plan, ChannelKind.valueOf(part(content))));
    }

    private static String part(ByteBuffer content) {
        byte[] part = new byte[content.getShort()];
        content.get(part);
        return new String(part, StandardCharsets.UTF_8);
    }

    private byte[] sign(String keyName, byte[] content) {
        byte[] key = keys.getOrDefault(keyName, new byte[0]);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((VERSION + "." + keyName + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
