/**
 * Where a request goes: {@link org.sipverify.sip.dns.Locator} turns a SIP URI's host into the hops to try, in order
 * (RFC 3263). Addresses from DNS are not filtered: names come from the operator's configuration, and may resolve to
 * private addresses.
 */
@NullMarked
package org.sipverify.sip.dns;

import org.jspecify.annotations.NullMarked;
