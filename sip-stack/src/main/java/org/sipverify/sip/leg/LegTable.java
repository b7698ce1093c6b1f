package org.sipverify.sip.leg;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipverify.sip.dialog.Dialog;
import org.sipverify.sip.dialog.DialogMirror;

/**
 * The legs of bridged calls, by what their peers put into requests; empty when no call is bridged. Thread-safe.
 */
public final class LegTable {
    /** Takes the requests of a peer within one or more dialogs, in the lane of the call. */
    @FunctionalInterface
    public interface Receiver {
        void received(PeerRequest request);
    }

    /** What the dialogs of one end have in common: a fork has several with one local tag. */
    private record Key(String callId, String localTag) {}

    /** One end, and what others may see of it. */
    private record Entry(Receiver receiver, DialogMirror mirror) {}

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    /** How many dialogs there are with a peer at each address. */
    private final Map<InetAddress, Integer> peers = new ConcurrentHashMap<>();

    void put(String callId, String localTag, Receiver receiver, DialogMirror mirror) {
        entries.put(new Key(callId, localTag), new Entry(receiver, mirror));
    }

    void remove(String callId, String localTag) {
        entries.remove(new Key(callId, localTag));
    }

    /** The receiver of a request with that Call-ID and tag of To; empty if there is no such dialog. */
    public Optional<Receiver> find(String callId, String toTag) {
        return Optional.ofNullable(entries.get(new Key(callId, toTag))).map(Entry::receiver);
    }

    /** The confirmed dialog on the other side of the call that this confirmed dialog belongs to; of any lane. */
    public Optional<Dialog> beyond(Dialog.Id id) {
        return Optional.ofNullable(entries.get(new Key(id.callId(), id.localTag())))
                .map(Entry::mirror)
                .filter(mirror ->
                        mirror.shown().filter(it -> it.id().equals(id)).isPresent())
                .flatMap(DialogMirror::beyond);
    }

    /** There is one more dialog with a peer at that address. */
    void met(InetAddress peer) {
        peers.merge(peer, 1, Integer::sum);
    }

    /** There is one less. */
    void left(InetAddress peer) {
        peers.computeIfPresent(peer, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whether there is a dialog with a peer at that address, so that its requests are wanted. */
    public boolean isPeer(InetAddress address) {
        return peers.containsKey(address);
    }

    public int size() {
        return entries.size();
    }
}
