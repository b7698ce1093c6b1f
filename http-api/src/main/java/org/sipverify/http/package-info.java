/**
 * What is asked over HTTP and what is answered: routes, roles, values. It knows no HTTP library, and nothing of what the
 * routes are about.
 */
@NullMarked
package org.sipverify.http;

import org.jspecify.annotations.NullMarked;
