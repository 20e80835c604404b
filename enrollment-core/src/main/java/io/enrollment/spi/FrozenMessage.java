package io.enrollment.spi;

/**
 * A message as it leaves, and leaves again if it must: see {@link Channel#freezesPayload()}.
 *
 * @param address the address, as the channel takes it
 * @param content the words
 */
public record FrozenMessage(String address, RenderedMessage content) {

    /** Without address and words, so that a message may appear in a log. */
    @Override
    public String toString() {
        return "FrozenMessage[" + content + "]";
    }
}
