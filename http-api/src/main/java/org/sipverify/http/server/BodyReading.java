package org.sipverify.http.server;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;

/** Reads a request's body as it comes, without a thread that waits for it. */
final class BodyReading implements Runnable {
    private final Content.Source source;
    private final int longest;
    private final Consumer<byte[]> then;
    private final Runnable tooLong;
    private final Consumer<Throwable> broken;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /**
     * Exactly one of these is called, once.
     *
     * @param then gets the body
     * @param tooLong when it has more bytes than {@code longest}
     * @param broken when the connection ended before the body
     */
    BodyReading(
            Content.Source source, int longest, Consumer<byte[]> then, Runnable tooLong, Consumer<Throwable> broken) {
        this.source = source;
        this.longest = longest;
        this.then = then;
        this.tooLong = tooLong;
        this.broken = broken;
    }

    @Override
    public void run() {
        while (true) {
            var chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                broken.accept(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            boolean fits = take(chunk);
            if (!fits) {
                tooLong.run();
                return;
            }
            if (last) {
                then.accept(body.toByteArray());
                return;
            }
        }
    }

    private boolean take(Content.Chunk chunk) {
        try {
            var octets = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(octets);
            body.writeBytes(octets);
            return body.size() <= longest;
        } finally {
            chunk.release();
        }
    }
}
