/**
 * Where a request goes: {@link org.sipverify.sip.dns.Locator} turns a SIP URI's host into the hops to try, in their order
 * (RFC 3263). What DNS says is not filtered: names come from the operator's configuration, and a name of theirs may well
 * stand for a private address.
 */
@NullMarked
package org.sipverify.sip.dns;

import org.jspecify.annotations.NullMarked;
