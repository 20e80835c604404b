package io.enrollment.json;

import java.io.IOException;
import java.io.InputStream;

/** Blanks without end; fails when somebody reads on where a limit should have stopped them. */
final class EndlessStream extends InputStream {

    static final int MOST = 10_000_000;

    private int read;

    @Override
    public int read() throws IOException {
        read++;
        if (read > MOST) {
            throw new IOException("read over " + MOST + " bytes");
        }
        return ' ';
    }
}
