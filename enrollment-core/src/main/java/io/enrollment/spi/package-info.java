/**
 * What a host implements or chooses: the store, the channels, the directories of subjects and organizations, the renderer,
 * actions, the listener. Time is a {@link java.time.InstantSource}.
 *
 * <p>Implementations are thread-safe; they are called from the engine's workers and from the host's own threads, never
 * under a lock of the engine's.
 */
@NullMarked
package io.enrollment.spi;

import org.jspecify.annotations.NullMarked;
