/** Says in vCon terms what is known of a call. */
@NullMarked
package org.sipverify.vcon.content;

import org.jspecify.annotations.NullMarked;
