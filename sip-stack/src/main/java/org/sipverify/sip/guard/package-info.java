/**
 * Framing and strict reading of bytes: {@link org.sipverify.sip.guard.MessageFramer} cuts a stream into messages, {@link
 * org.sipverify.sip.guard.MessageGuard} lets through only those whose bytes mean one thing. It knows no socket.
 */
@NullMarked
package org.sipverify.sip.guard;

import org.jspecify.annotations.NullMarked;
