package org.sipverify.sip.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener was told, in words: {@code 180}, {@code 200}, {@code TIMEOUT}. */
final class Events implements ResponseListener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final BlockingQueue<Response> finals = new LinkedBlockingQueue<>();

    @Override
    public void provisional(Response response) {
        events.add(Integer.toString(response.status()));
    }

    @Override
    public void answered(Response response) {
        finals.add(response);
        events.add(Integer.toString(response.status()));
    }

    @Override
    public void failed(RequestFailure why) {
        events.add(why.kind().name());
    }

    /** The next event, which must come. */
    String next() throws InterruptedException {
        var event = events.poll(40, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told");
        }
        return event;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
