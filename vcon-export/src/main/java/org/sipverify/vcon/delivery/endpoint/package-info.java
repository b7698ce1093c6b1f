/** One endpoint: what is configured for it, and how vCons are sent to it. */
@NullMarked
package org.sipverify.vcon.delivery.endpoint;

import org.jspecify.annotations.NullMarked;
