/**
 * What stands between the wire and JAIN-SIP's parser: {@link org.sipverify.sip.transport.MessageFramer} cuts a stream
 * into messages, {@link org.sipverify.sip.transport.MessageGuard} lets through only those whose bytes mean one thing.
 */
@NullMarked
package org.sipverify.sip.transport;

import org.jspecify.annotations.NullMarked;
