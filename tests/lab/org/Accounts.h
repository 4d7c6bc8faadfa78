#pragma once

// The Exchange administrator of the made-up organisation, as he signs in with Basic.
namespace lab::accounts {
inline constexpr char user[] = "CONTOSO\\adm.exchange";
inline constexpr char password[] = "Passerelle-Lab-2026!";
}
